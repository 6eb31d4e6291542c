-- One row is one article with the places where it was read, the latest first.
SELECT
    a.article_id,
    a.title,
    a.outlet,
    a.url,
    a.language,
    a.byline,
    a.published_on,
    a.date_low,
    a.date_high,
    a.date_basis,
    a.duplicate_of,
    a.text,
    (
        SELECT list(s.source_path ORDER BY s.source_path)
        FROM article_sources AS s WHERE s.article_id = a.article_id
    ) AS sources
FROM articles AS a
ORDER BY coalesce(a.published_on, a.date_low, a.date_high) DESC NULLS LAST, a.article_id;
