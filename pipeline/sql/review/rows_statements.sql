SELECT * FROM statements WHERE article_id = $article_id;
