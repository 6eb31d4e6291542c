-- The statements made at one event, in the order of their articles' text.
SELECT s.statement_id
FROM statements AS s
JOIN event_mentions AS em ON em.summit_id = s.summit_id
JOIN articles AS a ON a.article_id = s.article_id AND a.duplicate_of IS NULL
LEFT JOIN evidence AS e ON e.record_id = s.statement_id
WHERE em.event_id = $event_id
GROUP BY s.statement_id, s.article_id
ORDER BY s.article_id, min(e.char_start);
