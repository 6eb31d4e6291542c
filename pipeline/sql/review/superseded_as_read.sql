-- What is kept of a reading that is replaced is what the reading made, not what people did;
-- the article's own line stays.
UPDATE superseded AS s
SET records = to_json(list_concat(
    list_filter(json_extract(s.records, '$[*]'), lambda line: line ->> 'kind' = 'article'),
    json_extract(r.records, '$[*]')
))
FROM readings AS r
WHERE s.article_id = r.article_id AND s.run_id = r.run_id
  AND s.article_id IN (SELECT unnest($article_ids::VARCHAR[]));
