INSERT INTO batch_requests (batch, key, article_id, state)
VALUES (:batch, :key, :article_id, 'open');
