-- The runs that may be compared, the earliest first.
SELECT run_id, model, prompt, prompt_sha256, schema_version, code_version
FROM runs
ORDER BY started_at, run_id;
