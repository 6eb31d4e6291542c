-- One row is one stretch of article text on which one of these records rests.
SELECT record_id, field, char_start AS "start", char_end AS "end", match, text AS words
FROM evidence
WHERE record_id IN (SELECT unnest($ids::VARCHAR[]))
ORDER BY record_id, field, position;
