-- Actors and places that no row names any more.
DELETE FROM actors
WHERE actor_id NOT IN (
    SELECT actor_id FROM actor_mentions
    UNION ALL SELECT party_id FROM participations WHERE party_id IS NOT NULL
);
DELETE FROM places
WHERE place_id NOT IN (SELECT place_id FROM summits WHERE place_id IS NOT NULL);
