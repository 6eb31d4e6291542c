SELECT * FROM summits WHERE article_id = $article_id;
