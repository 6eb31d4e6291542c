DELETE FROM events WHERE event_id IN (SELECT unnest($key_0::VARCHAR[]));
