-- One row is one claim of an article that is no duplicate, as far as all claims are compared.
-- Of the claims from one id up to another, that one left out; null = to the end.
WITH wanted AS (
    SELECT claim_id
    FROM claims
    WHERE claim_id >= $since AND ($until IS NULL OR claim_id < $until)
)
SELECT
    c.claim_id,
    c.article_id,
    c.statement_id,
    c.text,
    c.claim_type,
    c.certainty,
    c.polarity,
    c.value,
    c.comparator,
    c.time_start,
    c.time_end,
    coalesce(ar.published_on, ar.date_low) AS published_low,
    by_whom.actor_ids AS asserters,
    coalesce(passage.position, 0) AS position
FROM claims AS c
SEMI JOIN wanted ON wanted.claim_id = c.claim_id
JOIN articles AS ar ON ar.article_id = c.article_id AND ar.duplicate_of IS NULL
LEFT JOIN (
    SELECT ca.claim_id, list(ca.actor_id ORDER BY ca.actor_id) AS actor_ids
    FROM claim_asserters AS ca
    SEMI JOIN wanted ON wanted.claim_id = ca.claim_id
    JOIN actors AS a ON a.actor_id = ca.actor_id
    GROUP BY ca.claim_id
) AS by_whom ON by_whom.claim_id = c.claim_id
LEFT JOIN (
    SELECT e.record_id, min(e.char_start) AS position
    FROM evidence AS e
    SEMI JOIN wanted ON wanted.claim_id = e.record_id
    WHERE e.record_kind = 'claim'
    GROUP BY e.record_id
) AS passage ON passage.record_id = c.claim_id
ORDER BY c.claim_id;
