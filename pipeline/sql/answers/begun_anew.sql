-- Answers that have not taken the old ones' place, of a replay that was killed or is going on.
SELECT count(*) FROM answers WHERE key LIKE 'new-%' AND billed = 0;
