-- The kinds of record that the current reading refused and on which nobody has decided.
SELECT DISTINCT r.record_kind
FROM rejects AS r
JOIN (
    SELECT o.article_id, arg_max(o.run_id, x.started_at) AS run_id
    FROM outcomes AS o JOIN runs AS x ON x.run_id = o.run_id
    WHERE o.article_id = $article_id AND o.outcome IN ('records', 'empty')
    GROUP BY o.article_id
) AS c ON c.article_id = r.article_id AND c.run_id = r.run_id
WHERE NOT EXISTS (
    SELECT 1 FROM decisions AS d
    WHERE d.kind = 'dismiss' AND d.undone_by IS NULL AND d.article_id = r.article_id
      AND d.value ->> '$.about.code' = r.code AND d.value ->> '$.about.draft' = r.draft::VARCHAR
);
