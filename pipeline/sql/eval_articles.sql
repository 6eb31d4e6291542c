-- Every article with where it was read, and every source that ended without one.
SELECT a.article_id, a.sha256, a.url, s.source_path
FROM articles AS a JOIN article_sources AS s ON s.article_id = a.article_id
UNION ALL
SELECT NULL, NULL, NULL, o.source_path
FROM outcomes AS o
WHERE o.article_id IS NULL
ORDER BY source_path, article_id;
