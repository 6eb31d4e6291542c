-- Sources that nobody was asked about, as this very way of reading last told how they ended.
SELECT o.source_path, o.article_id, o.outcome, o.reason
FROM outcomes AS o
JOIN runs AS r ON r.run_id = o.run_id
WHERE r.model = $model
  AND r.prompt_sha256 = $prompt_sha256
  AND r.schema_version = $schema_version
QUALIFY row_number() OVER (PARTITION BY o.source_path ORDER BY r.started_at DESC) = 1
  AND o.outcome IN ('unreadable', 'skipped')
  AND o.attempts = 0;
