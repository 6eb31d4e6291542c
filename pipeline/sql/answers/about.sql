SELECT
    key, outcome, reason, raw, attempts, input_tokens, output_tokens, cached_tokens, latency_ms,
    batch_input_tokens, batch_output_tokens, batch_cached_tokens, billed, article_id
FROM answers
WHERE article_id = :article_id AND key NOT LIKE 'new-%';
