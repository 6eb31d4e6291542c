SELECT 1 FROM batch_requests WHERE key = :key AND state = 'open';
