SELECT
    outcome, reason, raw, attempts, input_tokens, output_tokens, cached_tokens, latency_ms, billed,
    article_id
FROM answers
WHERE key = :key;
