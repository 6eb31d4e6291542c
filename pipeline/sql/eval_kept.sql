-- The figures of a run.
SELECT run_id, gold, metric, value, n, details
FROM evaluations
WHERE run_id = $run_id
ORDER BY gold, metric;
