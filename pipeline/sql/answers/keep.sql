INSERT OR REPLACE INTO answers (
    key, article_id, model, shape, outcome, reason, raw, attempts,
    input_tokens, output_tokens, cached_tokens, latency_ms,
    batch_input_tokens, batch_output_tokens, batch_cached_tokens, received_at
) VALUES (
    :key, :article_id, :model, :shape, :outcome, :reason, :raw, :attempts,
    :input_tokens, :output_tokens, :cached_tokens, :latency_ms,
    :batch_input_tokens, :batch_output_tokens, :batch_cached_tokens, :received_at
);
