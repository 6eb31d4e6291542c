-- One row is one of these claims, as linking looks at two of them.
WITH wanted AS (SELECT unnest($claim_ids::VARCHAR[]) AS claim_id)
SELECT
    c.claim_id,
    c.article_id,
    c.statement_id,
    c.text,
    c.claim_type,
    c.certainty,
    c.polarity,
    c.value,
    c.unit,
    c.comparator,
    c.time_start,
    c.time_end,
    coalesce(ar.published_on, ar.date_low) AS published_low,
    coalesce(ar.published_on, ar.date_high) AS published_high,
    by_whom.actor_ids AS asserters,
    by_whom.names AS asserter_names,
    coalesce(passage.text, '') AS evidence,
    coalesce(passage.position, 0) AS position
FROM claims AS c
SEMI JOIN wanted ON wanted.claim_id = c.claim_id
JOIN articles AS ar ON ar.article_id = c.article_id
LEFT JOIN (
    SELECT
        ca.claim_id,
        list(ca.actor_id ORDER BY ca.actor_id) AS actor_ids,
        list(a.name ORDER BY a.name, a.actor_id) AS names
    FROM claim_asserters AS ca
    SEMI JOIN wanted ON wanted.claim_id = ca.claim_id
    JOIN actors AS a ON a.actor_id = ca.actor_id
    GROUP BY ca.claim_id
) AS by_whom ON by_whom.claim_id = c.claim_id
LEFT JOIN (
    SELECT
        e.record_id,
        string_agg(e.text, ' […] ' ORDER BY e.position) AS text,
        min(e.char_start) AS position
    FROM evidence AS e
    SEMI JOIN wanted ON wanted.claim_id = e.record_id
    WHERE e.record_kind = 'claim'
    GROUP BY e.record_id
) AS passage ON passage.record_id = c.claim_id;
