-- One row is one of these mentions: an actor as one article names it, with the rule that knew it.
SELECT
    m.mention_id AS id,
    m.article_id,
    m.actor_id,
    a.name AS actor,
    m.resolved_by,
    m.name AS named,
    m.role,
    m.affiliation
FROM actor_mentions AS m
JOIN actors AS a ON a.actor_id = m.actor_id
WHERE m.mention_id IN (SELECT unnest($ids::VARCHAR[]));
