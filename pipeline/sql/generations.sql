-- Of these articles those that have been read before, and the run that made their current
-- records; null where nothing was made.
SELECT
    a.article_id,
    coalesce(
        (SELECT min(s.run_id) FROM summits AS s WHERE s.article_id = a.article_id),
        (SELECT min(s.run_id) FROM statements AS s WHERE s.article_id = a.article_id),
        (SELECT min(c.run_id) FROM claims AS c WHERE c.article_id = a.article_id),
        (
            SELECT arg_max(o.run_id, r.started_at)
            FROM outcomes AS o
            JOIN runs AS r ON r.run_id = o.run_id
            WHERE o.article_id = a.article_id AND o.outcome IN ('records', 'empty')
        )
    ) AS run_id
FROM articles AS a
WHERE a.article_id IN (SELECT unnest($article_ids::VARCHAR[]))
ORDER BY a.article_id;
