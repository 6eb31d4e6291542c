-- The meeting of an article that rests most on the words between two offsets.
SELECT s.summit_id
FROM summits AS s
JOIN evidence AS e ON e.record_id = s.summit_id
WHERE s.article_id = $article_id AND e.char_start < $char_end AND e.char_end > $char_start
ORDER BY least(e.char_end, $char_end) - greatest(e.char_start, $char_start) DESC, s.summit_id
LIMIT 1;
