UPDATE batch_requests SET reason = NULL WHERE article_id = :article_id AND state = 'failed';
