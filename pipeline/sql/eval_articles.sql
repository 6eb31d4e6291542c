-- Every source that was read: its article, if it became one, and how it ended last.
WITH ended AS (
    SELECT
        coalesce(o.article_id, o.source_path) AS read,
        arg_max(o.outcome, r.started_at) AS outcome
    FROM outcomes AS o JOIN runs AS r ON r.run_id = o.run_id
    GROUP BY read
)
SELECT a.article_id, a.sha256, a.url, s.source_path, e.outcome
FROM articles AS a
JOIN article_sources AS s ON s.article_id = a.article_id
LEFT JOIN ended AS e ON e.read = a.article_id
UNION ALL
SELECT NULL, NULL, NULL, o.source_path, e.outcome
FROM outcomes AS o JOIN ended AS e ON e.read = o.source_path
WHERE o.article_id IS NULL
ORDER BY source_path, article_id;
