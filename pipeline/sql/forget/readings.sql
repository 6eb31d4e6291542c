DELETE FROM readings WHERE article_id = $article_id;
