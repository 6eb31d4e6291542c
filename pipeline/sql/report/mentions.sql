-- One row is one actor as one article names it.
SELECT mention_id AS record_id, article_id, actor_id, name, role, affiliation, resolved_by
FROM actor_mentions ORDER BY article_id, actor_id, mention_id;
