-- One row is one participant of one event, hosts and callers first.
SELECT event_id, actor_id, role
FROM event_participants ORDER BY event_id, role = 'participant', role, name, actor_id;
