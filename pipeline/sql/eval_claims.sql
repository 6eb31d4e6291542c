-- One row is one asserter of one claim of an article; the narrator's claims have one row.
SELECT
    c.claim_id, c.text, c.claim_type, c.certainty, c.polarity, c.value, c.unit, c.comparator,
    c.time_start, c.time_end, ca.actor_id
FROM claims AS c
LEFT JOIN claim_asserters AS ca ON ca.claim_id = c.claim_id
WHERE c.article_id = $article_id
ORDER BY c.claim_id, ca.actor_id;
