-- One row is one of these articles: what is known of it, without its text.
SELECT
    article_id, title, outlet, published_on, date_low, date_high, date_basis, url, language, byline,
    duplicate_of
FROM articles
WHERE article_id IN (SELECT unnest($ids::VARCHAR[]));
