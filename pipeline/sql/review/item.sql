-- One article as its page shows it.
SELECT
    a.article_id, a.title, a.outlet, a.published_on, a.published_text, a.date_low, a.date_high,
    a.date_basis, a.byline, a.sha256, a.url, a.language, a.dateline_place, a.text,
    (SELECT min(s.source_path) FROM article_sources AS s WHERE s.article_id = a.article_id)
        AS source_path
FROM articles AS a WHERE a.article_id = $article_id;
