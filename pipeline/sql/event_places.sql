-- One row is one telling's place in an event.
SELECT event_id, summit_id FROM event_mentions;
