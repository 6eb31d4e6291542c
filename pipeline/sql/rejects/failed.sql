-- Sources that failed, each as it ended last, where no later run mended it. One text is one row.
WITH tried AS (
    SELECT
        o.article_id,
        o.source_path,
        o.outcome,
        o.reason,
        r.run_id,
        r.model,
        r.prompt,
        r.settings,
        row_number() OVER (
            PARTITION BY coalesce(o.article_id, o.source_path)
            ORDER BY r.started_at DESC, r.run_id DESC, o.attempts DESC, o.source_path
        ) AS nth,
        -- A source that could not be read and later could.
        o.article_id IS NULL AND EXISTS (
            SELECT 1 FROM article_sources AS s WHERE s.source_path = o.source_path
        ) AS mended
    FROM outcomes AS o
    JOIN runs AS r ON r.run_id = o.run_id
    WHERE NOT starts_with(o.source_path, '(claim pairs)')
      AND NOT starts_with(o.source_path, '(forgotten ')
      -- What was passed over keeps the records that it had.
      AND NOT (
          o.outcome = 'skipped' AND EXISTS (
              SELECT 1 FROM outcomes AS w
              WHERE w.article_id = o.article_id AND w.outcome IN ('records', 'empty')
          )
      )
)
SELECT article_id, source_path, outcome AS code, reason AS message, run_id, model, prompt, settings
FROM tried
WHERE nth = 1 AND outcome NOT IN ('records', 'empty') AND NOT mended
ORDER BY source_path;
