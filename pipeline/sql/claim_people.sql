-- Names of people, as the registry and as articles have them.
SELECT name FROM actors WHERE kind = 'person'
UNION
SELECT m.name
FROM actor_mentions AS m JOIN actors AS a ON a.actor_id = m.actor_id
WHERE a.kind = 'person' AND m.name IS NOT NULL
ORDER BY 1;
