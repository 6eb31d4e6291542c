INSERT INTO batch_sources (terms, source_path, article_id, source)
VALUES (:terms, :source_path, :article_id, :source)
ON CONFLICT (terms, source_path)
DO UPDATE SET article_id = excluded.article_id, source = excluded.source;
