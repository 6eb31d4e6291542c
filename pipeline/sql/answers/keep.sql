INSERT OR REPLACE INTO answers (
    key, article_id, model, shape, outcome, reason, raw,
    attempts, input_tokens, output_tokens, cached_tokens, latency_ms, received_at
) VALUES (
    :key, :article_id, :model, :shape, :outcome, :reason, :raw,
    :attempts, :input_tokens, :output_tokens, :cached_tokens, :latency_ms, :received_at
);
