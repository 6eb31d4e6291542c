-- From version 2: answers that a killed replay had set aside are in use again.
UPDATE OR IGNORE answers SET key = substr(key, 5) WHERE key LIKE 'old-%';
DELETE FROM answers WHERE key LIKE 'old-%';
