SELECT article_id, run_id, records
FROM readings
WHERE article_id IN (SELECT unnest($article_ids::VARCHAR[]));
