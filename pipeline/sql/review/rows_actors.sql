-- The actors that the article's rows name.
SELECT a.* FROM actors AS a
WHERE a.actor_id IN (
    SELECT actor_id FROM actor_mentions WHERE article_id = $article_id
    UNION
    SELECT p.party_id FROM participations AS p JOIN summits AS s ON s.summit_id = p.summit_id
    WHERE s.article_id = $article_id
);
