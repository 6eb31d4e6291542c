DELETE FROM batch_requests WHERE article_id = :article_id;
