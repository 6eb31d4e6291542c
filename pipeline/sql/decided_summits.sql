-- The meetings that a decision is about, with the words each rests on first.
SELECT
    s.summit_id,
    s.article_id,
    min(e.char_start) AS char_start,
    arg_min(e.char_end, e.char_start) AS char_end
FROM summits AS s
JOIN evidence AS e ON e.record_id = s.summit_id
WHERE s.summit_id IN (SELECT unnest($summit_ids::VARCHAR[]))
GROUP BY ALL
ORDER BY s.summit_id;
