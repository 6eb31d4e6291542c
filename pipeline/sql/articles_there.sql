-- Of these articles those whose text has landed before.
SELECT article_id FROM articles WHERE article_id IN (SELECT unnest($article_ids::VARCHAR[]));
