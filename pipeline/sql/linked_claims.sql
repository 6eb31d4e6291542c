-- One row is one claim with those who vouch for it.
SELECT
    c.claim_id, c.article_id, c.statement_id, c.text, c.claim_type, c.certainty, c.polarity,
    c.value, c.unit, c.comparator, c.time_text, c.time_start, c.time_end,
    list(ca.actor_id ORDER BY ca.actor_id) FILTER (WHERE ca.actor_id IS NOT NULL) AS asserters
FROM claims AS c
LEFT JOIN claim_asserters AS ca ON ca.claim_id = c.claim_id
GROUP BY ALL
ORDER BY c.claim_id;
