-- One row is one actor, with every name that articles give it and the rules that chose it.
SELECT
    a.actor_id,
    a.name,
    a.kind,
    a.country_iso3,
    a.wikidata_qid,
    list(DISTINCT m.name ORDER BY m.name) FILTER (WHERE m.name <> a.name) AS aliases,
    list(DISTINCT m.role ORDER BY m.role) FILTER (WHERE m.role IS NOT NULL) AS roles,
    list(DISTINCT m.resolved_by ORDER BY m.resolved_by)
        FILTER (WHERE m.resolved_by IS NOT NULL) AS resolved_by
FROM actors AS a
LEFT JOIN actor_mentions AS m ON m.actor_id = a.actor_id
GROUP BY a.actor_id, a.name, a.kind, a.country_iso3, a.wikidata_qid
ORDER BY a.name, a.actor_id;
