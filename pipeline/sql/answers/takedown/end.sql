DELETE FROM forgetting WHERE article_id = :article_id;
