-- One row is one article as the search for duplicates looks at it.
SELECT
    article_id,
    url,
    text,
    duplicate_of,
    coalesce(published_on, date_low) AS published_low,
    coalesce(published_on, date_high) AS published_high,
    (
        article_id IN (SELECT s.article_id FROM summits AS s)
        OR article_id IN (SELECT s.article_id FROM statements AS s)
        OR article_id IN (SELECT c.article_id FROM claims AS c)
    ) AS has_records
FROM articles
ORDER BY article_id;
