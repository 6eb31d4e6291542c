SELECT p.* FROM participations AS p JOIN summits AS s ON s.summit_id = p.summit_id
WHERE s.article_id = $article_id;
