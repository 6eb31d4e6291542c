-- One row is one pair of actors: n held events in which both took part.
SELECT
    actor_a,
    min(name_a) AS name_a,
    min(iso3_a) AS iso3_a,
    actor_b,
    min(name_b) AS name_b,
    min(iso3_b) AS iso3_b,
    count(DISTINCT event_id) AS n
FROM dyads GROUP BY actor_a, actor_b ORDER BY n DESC, actor_a, actor_b;
