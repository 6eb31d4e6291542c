-- The standing decisions on records and the like of these articles.
SELECT decision_id, decided_at, decided_by, kind, article_id, target, value, undone_by
FROM decisions
WHERE article_id IN (SELECT unnest($article_ids::VARCHAR[]))
  AND kind IN (SELECT unnest($kinds::VARCHAR[]))
  AND undone_by IS NULL
ORDER BY decided_at, decision_id;
