-- The articles whose id begins so, or whose source or title holds these words, with the
-- run and model that made their current records; how a later run failed on them, if one did.
WITH ends AS (
    SELECT
        o.article_id,
        o.outcome IN ('records', 'empty') AS well,
        max(r.started_at) AS at,
        arg_max(o.run_id, r.started_at) AS run_id,
        arg_max(r.model, r.started_at) AS model,
        arg_max(o.outcome, r.started_at) AS outcome,
        arg_max(o.reason, r.started_at) AS reason
    FROM outcomes AS o JOIN runs AS r ON r.run_id = o.run_id
    WHERE o.article_id IS NOT NULL AND o.reason IS DISTINCT FROM 'same text as another source'
    GROUP BY ALL
)
SELECT
    a.article_id,
    any_value(a.title) AS title,
    any_value(a.outlet) AS outlet,
    any_value(a.published_on) AS published_on,
    any_value(a.text) AS text,
    any_value(s.source_path) AS source_path,
    any_value(made.run_id) AS run_id,
    any_value(made.model) AS model,
    any_value(failed.outcome) AS failed,
    any_value(failed.reason) AS reason,
    any_value(failed.run_id) AS failed_run
FROM articles AS a
JOIN article_sources AS s ON s.article_id = a.article_id
LEFT JOIN ends AS made ON made.article_id = a.article_id AND made.well
LEFT JOIN ends AS failed
    ON failed.article_id = a.article_id
    AND NOT failed.well
    AND (made.at IS NULL OR failed.at > made.at)
WHERE starts_with(a.article_id, $wanted)
   OR contains(lower(s.source_path), lower($wanted))
   OR contains(lower(coalesce(a.title, '')), lower($wanted))
GROUP BY a.article_id
ORDER BY a.article_id;
