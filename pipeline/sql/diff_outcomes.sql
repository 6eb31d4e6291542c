-- How a run's articles ended: of several sources of one text the one that was read; `raw` is a digest.
SELECT o.run_id, o.article_id, a.title, o.outcome, o.source_path, md5(o.raw) AS raw
FROM outcomes AS o
JOIN articles AS a ON a.article_id = o.article_id
WHERE o.run_id = $run_id
QUALIFY row_number() OVER (
    PARTITION BY o.article_id ORDER BY o.raw IS NULL, o.source_path
) = 1
ORDER BY o.article_id;
