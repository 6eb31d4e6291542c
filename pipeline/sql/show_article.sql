-- The articles whose id begins so, or whose source or title holds these words, with the
-- run and model that made their current records.
SELECT
    a.article_id,
    any_value(a.title) AS title,
    any_value(a.outlet) AS outlet,
    any_value(a.published_on) AS published_on,
    any_value(a.text) AS text,
    any_value(s.source_path) AS source_path,
    arg_max(r.run_id, r.started_at) AS run_id,
    arg_max(r.model, r.started_at) AS model
FROM articles AS a
JOIN article_sources AS s ON s.article_id = a.article_id
LEFT JOIN outcomes AS o
    ON o.article_id = a.article_id
    AND o.outcome IN ('records', 'empty')
    AND o.reason IS DISTINCT FROM 'same text as another source'
LEFT JOIN runs AS r ON r.run_id = o.run_id
WHERE starts_with(a.article_id, $wanted)
   OR contains(lower(s.source_path), lower($wanted))
   OR contains(lower(coalesce(a.title, '')), lower($wanted))
GROUP BY a.article_id
ORDER BY a.article_id;
