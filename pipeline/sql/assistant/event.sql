-- The event of that id, or the one of which the meeting of that id is a telling.
SELECT t.*, e.channel
FROM timeline AS t
JOIN events AS e ON e.event_id = t.event_id
WHERE t.event_id = $id OR t.event_id IN (SELECT event_id FROM event_mentions WHERE summit_id = $id);
