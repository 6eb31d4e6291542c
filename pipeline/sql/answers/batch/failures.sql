-- Requests that a batch did not answer and of which no outcome tells yet.
SELECT r.key, r.reason
FROM batch_requests AS r
JOIN batches AS b ON b.name = r.batch
WHERE b.terms = :terms AND r.state = 'failed' AND r.reason IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM batch_requests AS o WHERE o.key = r.key AND o.state = 'open')
ORDER BY b.begun_at;
