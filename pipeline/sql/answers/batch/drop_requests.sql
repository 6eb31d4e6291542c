DELETE FROM batch_requests WHERE batch = :name;
