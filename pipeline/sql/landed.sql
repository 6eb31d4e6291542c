-- Which of these outcomes have landed; lists of one length, answers by the same position.
SELECT c.key
FROM (
    SELECT
        unnest($keys::VARCHAR[]) AS key,
        unnest($run_ids::VARCHAR[]) AS run_id,
        unnest($article_ids::VARCHAR[]) AS article_id
) AS c
WHERE EXISTS (
    SELECT 1 FROM outcomes AS o
    WHERE o.run_id = c.run_id
      AND (
          o.article_id = c.article_id
          OR (c.article_id IS NULL AND o.source_path = '(claim pairs)')
      )
);
