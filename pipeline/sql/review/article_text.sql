SELECT text FROM articles WHERE article_id = $article_id;
