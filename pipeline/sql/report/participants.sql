-- One row is one participant of one meeting, hosts and callers first.
SELECT summit_id AS record_id, actor_id, role
FROM participations
ORDER BY summit_id, role = 'participant', role, actor_id;
