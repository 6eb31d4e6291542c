-- How many requests of a batch were about articles that have been forgotten.
SELECT count(*) FROM batch_requests WHERE batch = :batch AND article_id = '(forgotten)';
