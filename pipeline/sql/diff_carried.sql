-- How these articles, which a run did not read, had ended when it began: their latest end before.
SELECT o.run_id, o.article_id, a.title, o.outcome, o.source_path, md5(o.raw) AS raw
FROM outcomes AS o
JOIN articles AS a ON a.article_id = o.article_id
JOIN runs AS r ON r.run_id = o.run_id
WHERE o.article_id IN (SELECT unnest($article_ids::VARCHAR[]))
  AND r.started_at < (SELECT s.started_at FROM runs AS s WHERE s.run_id = $run_id)
  AND o.reason IS DISTINCT FROM 'same text as another source'
QUALIFY row_number() OVER (
    PARTITION BY o.article_id ORDER BY r.started_at DESC, o.raw IS NULL, o.source_path
) = 1
ORDER BY o.article_id;
