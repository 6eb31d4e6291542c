-- One row is one article as the search for duplicates looks at it, the undated last.
SELECT
    article_id,
    url,
    text,
    coalesce(published_on, date_low) AS published_low,
    coalesce(published_on, date_high) AS published_high
FROM articles
ORDER BY published_low NULLS LAST, article_id;
