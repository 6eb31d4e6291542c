-- What is about to be replaced: for each article and run its record_lines as one JSON array.
INSERT OR REPLACE INTO superseded
WITH wanted AS (
    SELECT
        unnest($article_ids::VARCHAR[]) AS article_id,
        unnest($run_ids::VARCHAR[]) AS run_id
),
lines AS (
    SELECT article_id, line
    FROM record_lines
    WHERE article_id IN (SELECT unnest($article_ids::VARCHAR[]))
)
SELECT
    wanted.run_id,
    wanted.article_id,
    $superseded_by,
    '[' || coalesce(string_agg(lines.line, ',' ORDER BY lines.line), '') || ']'
FROM wanted
LEFT JOIN lines ON lines.article_id = wanted.article_id
GROUP BY wanted.run_id, wanted.article_id;
