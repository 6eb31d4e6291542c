-- One article as its page shows it.
SELECT
    a.article_id, a.title, a.outlet, a.published_on, a.published_text, a.date_low, a.date_high,
    a.date_basis, a.byline, a.sha256, a.url, a.language, a.dateline_place, a.text,
    s.source_path,
    coalesce(a.title, parse_filename(s.source_path), a.article_id) AS name
FROM articles AS a
LEFT JOIN (
    SELECT article_id, min(source_path) AS source_path FROM article_sources GROUP BY article_id
) AS s ON s.article_id = a.article_id
WHERE a.article_id = $article_id;
