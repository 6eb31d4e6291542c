DELETE FROM batch_sources WHERE article_id = :article_id;
