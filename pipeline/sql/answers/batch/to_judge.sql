-- Whether pairs of claims wait to be judged; once every article has been in a batch that ended.
SELECT 1
FROM batch_sources
WHERE terms = :terms AND source_path = '(claim pairs)'
  AND NOT EXISTS (
      SELECT 1
      FROM batch_sources AS s
      WHERE s.article_id IS NOT NULL
        AND NOT EXISTS (
            SELECT 1 FROM batch_requests AS r
            WHERE r.article_id = s.article_id AND r.state = 'failed'
        )
  );
