SELECT rowid, source_path, article_id FROM batch_sources WHERE terms = :terms ORDER BY rowid;
