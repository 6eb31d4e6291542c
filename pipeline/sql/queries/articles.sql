-- All articles: id, date, outlet, title, sources.
SELECT
    a.article_id,
    a.published_on,
    a.outlet,
    a.title,
    string_agg(s.source_path, ', ' ORDER BY s.source_path) AS sources
FROM articles AS a
JOIN article_sources AS s ON s.article_id = a.article_id
GROUP BY ALL ORDER BY sources;
