-- One row is one run, with what it did and cost.
SELECT
    r.run_id,
    r.started_at,
    r.model,
    r.prompt,
    coalesce(json_extract(r.settings, '$.recorded') = 'true', false) AS recorded,
    count(o.source_path) FILTER (WHERE o.source_path <> '(claim pairs)') AS sources,
    coalesce(sum(o.attempts), 0)::BIGINT AS calls,
    coalesce(sum(o.input_tokens), 0)::BIGINT AS input_tokens,
    coalesce(sum(o.output_tokens), 0)::BIGINT AS output_tokens,
    sum(o.cost_usd) AS cost_usd,
    count(o.cost_usd) < count(o.source_path) AS cost_partly_unknown
FROM runs AS r
LEFT JOIN outcomes AS o ON o.run_id = r.run_id
GROUP BY r.run_id, r.started_at, r.model, r.prompt, r.settings::VARCHAR, r.settings
ORDER BY r.started_at, r.run_id;
