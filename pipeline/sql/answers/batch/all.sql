SELECT
    b.name, b.terms, b.batch_id, b.status, b.requests, b.completed, b.failed, b.begun_at,
    b.collected_at,
    (SELECT count(*) FROM batch_requests AS r WHERE r.batch = b.name AND r.state = 'open') AS open
FROM batches AS b
ORDER BY b.begun_at, b.name;
