-- One row is one statement; its words are those of its evidence.
SELECT
    statement_id AS record_id, article_id, run_id, summit_id, quote_type, act, medium, said_on,
    speaker_text, cue_text
FROM statements ORDER BY article_id, statement_id;
