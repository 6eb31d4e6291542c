SELECT * FROM claims WHERE article_id = $article_id;
