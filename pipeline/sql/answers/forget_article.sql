DELETE FROM articles WHERE article_id = :article_id;
