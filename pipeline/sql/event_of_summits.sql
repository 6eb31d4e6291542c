-- The events that hold any of these meetings, with all their meetings.
SELECT event_id, list(summit_id ORDER BY summit_id) AS members
FROM event_mentions
WHERE event_id IN (
    SELECT event_id FROM event_mentions
    WHERE summit_id IN (SELECT unnest($summit_ids::VARCHAR[]))
)
GROUP BY event_id
ORDER BY event_id;
