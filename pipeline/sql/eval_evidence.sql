-- Where an article's records stand; `grounded` = the text is the article's at these offsets.
SELECT
    e.record_id, e.char_start, e.char_end, e.text,
    e.text = substr(a.text, e.char_start + 1, e.char_end - e.char_start) AS grounded
FROM evidence AS e JOIN articles AS a ON a.article_id = e.article_id
WHERE e.article_id = $article_id
ORDER BY e.record_id, e.field, e.position;
