-- The run that was killed and is told by the same words: the same command goes on with it.
SELECT run_id, started_at
FROM runs
WHERE finished_at IS NULL
  AND model = $model
  AND prompt = $prompt
  AND prompt_sha256 = $prompt_sha256
  AND schema_version = $schema_version
  AND settings = $settings::JSON
  AND code_version = $code_version
ORDER BY started_at DESC
LIMIT 1;
