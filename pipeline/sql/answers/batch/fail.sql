UPDATE batch_requests SET state = 'failed', reason = :reason
WHERE batch = :batch AND key = :key AND state = 'open';
