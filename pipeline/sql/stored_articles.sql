-- Stored articles as they were read, with one place each where that was.
SELECT
    a.article_id, a.sha256, a.text, a.title, a.outlet, a.url, a.language, a.byline,
    a.published_text, s.source_path, s.fetched_at
FROM articles AS a
JOIN (
    SELECT article_id, min(source_path) AS source_path, arg_min(fetched_at, source_path) AS fetched_at
    FROM article_sources
    WHERE article_id IN (SELECT unnest($article_ids::VARCHAR[]))
    GROUP BY article_id
) AS s ON s.article_id = a.article_id
ORDER BY a.article_id;
