-- Records that did not land, of the reading of each article that is current.
WITH ended AS (
    SELECT o.article_id, arg_max(o.run_id, r.started_at) AS run_id
    FROM outcomes AS o
    JOIN runs AS r ON r.run_id = o.run_id
    WHERE o.outcome IN ('records', 'empty')
      AND o.reason IS DISTINCT FROM 'same text as another source'
    GROUP BY o.article_id
)
SELECT
    j.article_id,
    (SELECT min(s.source_path) FROM article_sources AS s WHERE s.article_id = j.article_id)
        AS source_path,
    j.code,
    j.message,
    r.run_id,
    r.model,
    r.prompt,
    r.settings
FROM rejects AS j
JOIN ended AS e ON e.article_id = j.article_id AND e.run_id = j.run_id
JOIN runs AS r ON r.run_id = j.run_id
ORDER BY source_path, j.code, j.reject_id;
