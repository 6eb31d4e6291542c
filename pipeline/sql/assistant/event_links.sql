-- One row is one relation of one event to another.
SELECT event_a, relation, event_b, rule FROM event_links
WHERE event_a = $event_id OR event_b = $event_id
ORDER BY event_a, relation, event_b;
