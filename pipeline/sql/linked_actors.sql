-- One row is one actor with its affiliations and roles as articles have them.
SELECT
    a.actor_id, a.name, a.kind, a.country_iso3, a.wikidata_qid,
    list_sort(list(DISTINCT m.name) FILTER (WHERE m.name <> a.name)) AS names
FROM actors AS a
LEFT JOIN actor_mentions AS m ON m.actor_id = a.actor_id
GROUP BY ALL
ORDER BY a.actor_id;
