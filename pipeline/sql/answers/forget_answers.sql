DELETE FROM answers WHERE article_id = :article_id;
