-- One row is one article as the search for duplicates looks at it, in any order.
SELECT
    article_id,
    url,
    text,
    coalesce(published_on, date_low) AS published_low,
    coalesce(published_on, date_high) AS published_high
FROM articles;
