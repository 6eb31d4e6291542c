SELECT event_id AS id FROM events WHERE starts_with(event_id, $word)
UNION
SELECT summit_id FROM summits WHERE starts_with(summit_id, $word)
ORDER BY id;
