SELECT * FROM actor_mentions WHERE article_id = $article_id;
