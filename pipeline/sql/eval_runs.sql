-- The runs whose records these articles hold, the latest first.
SELECT r.run_id
FROM runs AS r
WHERE r.run_id IN (
    SELECT o.run_id FROM outcomes AS o
    WHERE o.article_id IN (SELECT unnest($articles)) AND o.outcome IN ('records', 'empty')
    UNION SELECT s.run_id FROM summits AS s WHERE s.article_id IN (SELECT unnest($articles))
    UNION SELECT s.run_id FROM statements AS s WHERE s.article_id IN (SELECT unnest($articles))
    UNION SELECT c.run_id FROM claims AS c WHERE c.article_id IN (SELECT unnest($articles))
)
ORDER BY r.started_at DESC, r.run_id;
