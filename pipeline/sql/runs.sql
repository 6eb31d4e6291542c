-- One row is one run, with its outcomes, tokens and cost (USD).
SELECT
    r.run_id,
    r.started_at,
    r.finished_at,
    r.model,
    r.prompt,
    count(o.source_path) FILTER (WHERE o.source_path <> '(claim pairs)') AS articles,
    count(*) FILTER (
        WHERE o.outcome = 'records' AND o.source_path <> '(claim pairs)'
    ) AS with_records,
    count(*) FILTER (WHERE o.outcome = 'empty') AS empty,
    count(*) FILTER (WHERE o.outcome NOT IN ('records', 'empty')) AS failed,
    coalesce(sum(o.attempts), 0) AS calls,
    coalesce(sum(o.input_tokens), 0) AS tokens_in,
    coalesce(sum(o.output_tokens), 0) AS tokens_out,
    -- null where no price was known
    sum(o.cost_usd) AS cost_usd
FROM runs AS r
LEFT JOIN outcomes AS o ON o.run_id = r.run_id
GROUP BY ALL
ORDER BY r.started_at;
