-- The articles whose id begins so, or whose source or title holds these words.
SELECT
    a.article_id,
    any_value(a.title) AS title,
    any_value(a.outlet) AS outlet,
    any_value(a.published_on) AS published_on,
    any_value(a.text) AS text,
    any_value(s.source_path) AS source_path
FROM articles AS a
JOIN article_sources AS s ON s.article_id = a.article_id
WHERE starts_with(a.article_id, $wanted)
   OR contains(lower(s.source_path), lower($wanted))
   OR contains(lower(coalesce(a.title, '')), lower($wanted))
GROUP BY a.article_id
ORDER BY a.article_id;
