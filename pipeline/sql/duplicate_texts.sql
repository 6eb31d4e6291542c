-- One row is one of these articles, as two of them are compared.
WITH wanted AS (SELECT unnest($article_ids::VARCHAR[]) AS article_id)
SELECT
    a.article_id,
    a.url,
    a.text,
    coalesce(a.published_on, a.date_low) AS published_low,
    coalesce(a.published_on, a.date_high) AS published_high,
    (
        a.article_id IN (SELECT s.article_id FROM summits AS s SEMI JOIN wanted USING (article_id))
        OR a.article_id IN (SELECT s.article_id FROM statements AS s SEMI JOIN wanted USING (article_id))
        OR a.article_id IN (SELECT c.article_id FROM claims AS c SEMI JOIN wanted USING (article_id))
    ) AS has_records
FROM articles AS a
SEMI JOIN wanted ON wanted.article_id = a.article_id
ORDER BY a.article_id;
