-- Articles whose current records a model made, with that model and how they ended.
SELECT o.article_id, o.outcome, r.model
FROM outcomes AS o
JOIN runs AS r ON r.run_id = o.run_id
WHERE o.outcome IN ('records', 'empty')
  AND o.reason IS DISTINCT FROM 'same text as another source'
QUALIFY row_number() OVER (
    PARTITION BY o.article_id ORDER BY r.started_at DESC, r.run_id DESC, o.source_path
) = 1
AND r.model <> $model;
