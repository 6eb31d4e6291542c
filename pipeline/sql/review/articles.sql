-- The articles that hold these words in title, source or text; all of them for no words.
SELECT
    a.article_id, coalesce(
        a.title,
        (SELECT parse_filename(min(s.source_path)) FROM article_sources AS s WHERE s.article_id = a.article_id),
        a.article_id
    ) AS title, a.outlet, a.published_on
FROM articles AS a
WHERE a.duplicate_of IS NULL
  AND (
      contains(lower(a.text), lower($words)) OR contains(lower(coalesce(a.title, '')), lower($words))
      OR EXISTS (
          SELECT 1 FROM article_sources AS s
          WHERE s.article_id = a.article_id AND contains(lower(s.source_path), lower($words))
      )
  )
ORDER BY contains(lower(coalesce(a.title, '')), lower($words)) DESC, a.published_on, a.article_id
LIMIT 50;
