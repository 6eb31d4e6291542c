-- Batches of which the endpoint still has requests about these articles, or about their claims.
SELECT DISTINCT b.batch_id
FROM batch_requests AS r
JOIN batches AS b ON b.name = r.batch
WHERE r.state = 'open' AND b.batch_id IS NOT NULL
  AND (
      r.article_id = '(claim pairs)'
      OR r.article_id IN (SELECT value FROM json_each(:article_ids))
  )
ORDER BY b.batch_id;
