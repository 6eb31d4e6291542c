-- One row is one claim.
SELECT
    claim_id AS record_id, article_id, run_id, statement_id, text, claim_type, certainty, polarity,
    value, unit, comparator, time_text, time_start, time_end
FROM claims ORDER BY article_id, claim_id;
