-- That a batch was asked stays, under a name of its own: its line is known when it comes.
UPDATE batch_requests
SET key = '(forgotten ' || lower(hex(randomblob(8))) || ')', article_id = '(forgotten)',
    state = 'failed', reason = NULL
WHERE article_id = :article_id AND state = 'open';
