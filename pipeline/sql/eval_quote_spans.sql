SELECT char_start, char_end, text, statement_id, verdict
FROM quote_spans
WHERE article_id = $article_id
ORDER BY char_start;
