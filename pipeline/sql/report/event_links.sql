-- One row is one relation between two events.
SELECT event_a, event_b, relation, rule FROM event_links ORDER BY event_a, event_b, relation;
