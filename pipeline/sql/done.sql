-- Articles whose current records this model, prompt and schema made, and how they ended.
SELECT DISTINCT o.article_id, o.outcome
FROM outcomes AS o
JOIN runs AS r ON r.run_id = o.run_id
WHERE o.outcome IN ('records', 'empty')
  AND r.model = $model
  AND r.prompt_sha256 = $prompt_sha256
  AND r.schema_version = $schema_version
  AND o.run_id = (
      SELECT arg_max(o2.run_id, r2.started_at)
      FROM outcomes AS o2
      JOIN runs AS r2 ON r2.run_id = o2.run_id
      WHERE o2.article_id = o.article_id AND o2.outcome IN ('records', 'empty')
        AND o2.reason IS DISTINCT FROM 'same text as another source'
  );
