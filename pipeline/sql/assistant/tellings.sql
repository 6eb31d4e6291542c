-- One row is one telling of one of these events.
SELECT event_id, summit_id FROM event_mentions
WHERE event_id IN (SELECT unnest($ids::VARCHAR[]))
ORDER BY event_id, summit_id;
