DELETE FROM event_links;
DELETE FROM event_mentions;
DELETE FROM events;
DELETE FROM flags WHERE code = 'decision_without_meeting';
