-- What did each outlet's articles cost, by model and outcome? (unpriced: calls without a known price)
SELECT
    outlet,
    model,
    outcome,
    count(*) AS sources,
    sum(attempts)::BIGINT AS calls,
    sum(input_tokens)::BIGINT AS tokens_in,
    sum(output_tokens)::BIGINT AS tokens_out,
    sum(cost_usd) AS cost_usd,
    coalesce(sum(attempts) FILTER (WHERE cost_usd IS NULL), 0)::BIGINT AS unpriced
FROM costs
GROUP BY ALL
ORDER BY cost_usd DESC NULLS LAST, tokens_out DESC, outlet, model, outcome;
