-- The articles that a word of a takedown names: its id or the beginning of it, a source's
-- path, a URL.
SELECT
    a.article_id,
    a.title,
    a.url,
    list(s.source_path ORDER BY s.source_path) AS sources
FROM articles AS a
LEFT JOIN article_sources AS s ON s.article_id = a.article_id
WHERE ($wanted <> '' AND starts_with(a.article_id, $wanted))
   OR a.url = $wanted
   OR a.article_id IN (SELECT article_id FROM article_sources WHERE source_path = $wanted)
GROUP BY a.article_id, a.title, a.url
ORDER BY a.article_id;
