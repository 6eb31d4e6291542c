SELECT * FROM evidence WHERE article_id = $article_id;
