-- One row is one of these claims, with those who vouch for it; none = the article itself.
SELECT
    c.claim_id AS id,
    c.article_id,
    c.run_id,
    c.statement_id,
    c.text AS wording,
    coalesce(
        (
            SELECT list(a.name ORDER BY a.name)
            FROM claim_asserters AS ca JOIN actors AS a ON a.actor_id = ca.actor_id
            WHERE ca.claim_id = c.claim_id
        ),
        ['narrator']
    ) AS asserters,
    c.claim_type,
    c.certainty,
    c.polarity,
    c.comparator,
    c.value,
    c.unit,
    c.time_text AS time_words,
    c.time_start,
    c.time_end
FROM claims AS c
WHERE c.claim_id IN (SELECT unnest($ids::VARCHAR[]));
