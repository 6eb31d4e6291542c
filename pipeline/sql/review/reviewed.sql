-- The articles on whose records a verdict stands.
SELECT
    a.article_id, a.sha256, a.url, a.published_on,
    (SELECT min(s.source_path) FROM article_sources AS s WHERE s.article_id = a.article_id)
        AS source_path
FROM articles AS a
WHERE a.article_id IN (
    SELECT article_id FROM decisions
    WHERE kind IN ('accept', 'correct', 'reject', 'add') AND undone_by IS NULL
)
ORDER BY a.article_id;
