-- Sources without a text whose path holds these words, and how they ended last.
SELECT
    o.source_path,
    arg_max(o.outcome, r.started_at) AS outcome,
    arg_max(o.reason, r.started_at) AS reason
FROM outcomes AS o JOIN runs AS r ON r.run_id = o.run_id
WHERE contains(lower(o.source_path), lower($wanted)) AND o.outcome = 'unreadable'
GROUP BY o.source_path
ORDER BY o.source_path;
