-- One row: quotations of four words or more, how many a statement covers, are no speech, are open.
SELECT
    coalesce(sum(quotations), 0)::BIGINT AS quotations,
    coalesce(sum(covered), 0)::BIGINT AS covered,
    coalesce(sum(not_speech), 0)::BIGINT AS not_speech,
    coalesce(sum(open), 0)::BIGINT AS open
FROM coverage;
