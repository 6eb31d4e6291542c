-- One row is one actor that an article's records name, with one of his mentions there.
WITH named AS (
    SELECT actor_id FROM actor_mentions WHERE article_id = $article_id
    UNION
    SELECT unnest([p.actor_id, p.party_id])
    FROM participations AS p JOIN summits AS s ON s.summit_id = p.summit_id
    WHERE s.article_id = $article_id
    UNION
    SELECT sa.actor_id
    FROM statement_actors AS sa JOIN statements AS s ON s.statement_id = sa.statement_id
    WHERE s.article_id = $article_id
    UNION
    SELECT ca.actor_id
    FROM claim_asserters AS ca JOIN claims AS c ON c.claim_id = ca.claim_id
    WHERE c.article_id = $article_id
)
SELECT
    a.actor_id, a.name, a.kind, a.country_iso3,
    m.mention_id, m.name AS mention_name, m.role AS mention_role, m.resolved_by
FROM named AS n
JOIN actors AS a ON a.actor_id = n.actor_id
LEFT JOIN actor_mentions AS m ON m.actor_id = a.actor_id AND m.article_id = $article_id
ORDER BY a.actor_id, m.mention_id;
