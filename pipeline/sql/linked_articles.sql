-- One row is one article with what JSON-LD says of it.
SELECT
    article_id, sha256, title, outlet, url, language, byline, dateline_place,
    published_on, date_basis, duplicate_of, text
FROM articles
ORDER BY article_id;
