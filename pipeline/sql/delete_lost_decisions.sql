DELETE FROM flags WHERE code = 'decision_without_meeting';
