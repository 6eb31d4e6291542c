-- One row is one record of one article and where its words begin and end.
SELECT
    record_kind AS kind,
    record_id AS id,
    min(char_start) AS "start",
    max(char_end) AS "end"
FROM evidence
WHERE article_id = $article_id
GROUP BY ALL
ORDER BY "start", kind, id;
