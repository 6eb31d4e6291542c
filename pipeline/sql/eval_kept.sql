-- The figures of the run whose id begins so.
SELECT run_id, gold, metric, value, n, details
FROM evaluations
WHERE starts_with(run_id, $run_id)
ORDER BY gold, metric;
