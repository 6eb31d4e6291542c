-- How each article's records were made: by the latest run in which it ended well, else by
-- the latest that tried.
WITH tried AS (
    SELECT
        o.article_id,
        r.run_id,
        row_number() OVER (
            PARTITION BY o.article_id
            ORDER BY o.outcome IN ('records', 'empty') DESC, r.started_at DESC, r.run_id
        ) AS nth
    FROM outcomes AS o
    JOIN runs AS r ON r.run_id = o.run_id
    WHERE o.article_id IS NOT NULL AND o.outcome <> 'skipped'
      AND o.reason IS DISTINCT FROM 'same text as another source'
)
SELECT t.article_id, r.run_id, r.model, r.prompt, r.settings
FROM tried AS t
JOIN runs AS r ON r.run_id = t.run_id
WHERE t.nth = 1
ORDER BY t.article_id;
