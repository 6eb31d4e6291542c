-- An article's current records as one JSON array of the exchange form's lines.
SELECT '[' || coalesce(string_agg(line, ',' ORDER BY line), '') || ']' AS lines
FROM record_lines
WHERE article_id = $article_id;
