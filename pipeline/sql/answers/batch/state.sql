SELECT state FROM batch_requests WHERE batch = :batch AND key = :key;
