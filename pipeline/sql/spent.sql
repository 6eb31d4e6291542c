-- What a run has spent: calls and tokens, of all its sources.
SELECT
    coalesce(sum(attempts), 0)::BIGINT,
    coalesce(sum(input_tokens), 0)::BIGINT,
    coalesce(sum(output_tokens), 0)::BIGINT
FROM outcomes
WHERE run_id = $run_id;
