-- One row is one source, relayer or addressee of one statement of an article.
SELECT
    s.statement_id, s.summit_id, s.text, s.quote_type, s.act, s.medium, s.said_on,
    s.speaker_text, sa.actor_id, sa.role
FROM statements AS s
LEFT JOIN statement_actors AS sa ON sa.statement_id = s.statement_id
WHERE s.article_id = $article_id
ORDER BY s.statement_id, sa.role, sa.position;
