SELECT rowid, source_path, article_id
FROM batch_sources
WHERE terms = :terms AND source_path <> '(claim pairs)'
ORDER BY rowid;
