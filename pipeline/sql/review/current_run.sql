-- The run whose reading of the article is the current one, else the latest run of all.
SELECT coalesce(
    (SELECT min(s.run_id) FROM summits AS s WHERE s.article_id = $article_id),
    (SELECT min(s.run_id) FROM statements AS s WHERE s.article_id = $article_id),
    (SELECT min(c.run_id) FROM claims AS c WHERE c.article_id = $article_id),
    (
        SELECT arg_max(o.run_id, r.started_at)
        FROM outcomes AS o JOIN runs AS r ON r.run_id = o.run_id
        WHERE o.article_id = $article_id
    ),
    (SELECT arg_max(run_id, started_at) FROM runs)
) AS run_id;
