-- What articles took with a model: how many, calls, tokens of answers, their characters,
-- milliseconds. Those whose answers were kept from before took nothing and do not count.
SELECT
    count(*) AS articles,
    sum(o.attempts) AS calls,
    sum(o.output_tokens) AS output_tokens,
    sum(length(a.text)) AS characters,
    sum(o.latency_ms) AS latency_ms
FROM outcomes AS o
JOIN runs AS r ON r.run_id = o.run_id
JOIN articles AS a ON a.article_id = o.article_id
WHERE r.model = $model
  AND o.outcome IN ('records', 'empty')
  AND o.attempts > 0;
