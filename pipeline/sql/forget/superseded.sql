DELETE FROM superseded WHERE article_id = $article_id;
