UPDATE summits AS s
SET event_id = m.event_id
FROM event_mentions AS m
WHERE m.summit_id = s.summit_id AND s.event_id IS DISTINCT FROM m.event_id;
