-- One row is one claim of an article that is no duplicate, as far as all claims are compared.
SELECT
    c.claim_id,
    c.article_id,
    c.statement_id,
    c.text,
    c.claim_type,
    c.certainty,
    c.polarity,
    c.value,
    c.time_start,
    c.time_end,
    coalesce(ar.published_on, ar.date_low) AS published_low,
    by_whom.actor_ids AS asserters,
    coalesce(passage.position, 0) AS position
FROM claims AS c
JOIN articles AS ar ON ar.article_id = c.article_id AND ar.duplicate_of IS NULL
LEFT JOIN (
    SELECT ca.claim_id, list(ca.actor_id ORDER BY ca.actor_id) AS actor_ids
    FROM claim_asserters AS ca JOIN actors AS a ON a.actor_id = ca.actor_id
    GROUP BY ca.claim_id
) AS by_whom ON by_whom.claim_id = c.claim_id
LEFT JOIN (
    SELECT record_id, min(char_start) AS position
    FROM evidence WHERE record_kind = 'claim'
    GROUP BY record_id
) AS passage ON passage.record_id = c.claim_id
ORDER BY c.claim_id;
