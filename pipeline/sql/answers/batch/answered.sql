UPDATE batch_requests SET state = 'answered' WHERE batch = :batch AND key = :key;
