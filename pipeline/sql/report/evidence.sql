-- One row is one stretch of an article on which a record rests.
SELECT record_id, article_id, char_start, char_end
FROM evidence ORDER BY record_id, field, position;
