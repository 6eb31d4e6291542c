-- Take out rows by their keys; the lists are of one length.
DELETE FROM event_mentions AS m
USING (SELECT unnest($key_0::VARCHAR[]) AS event_id, unnest($key_1::VARCHAR[]) AS summit_id) AS gone
WHERE m.event_id = gone.event_id AND m.summit_id = gone.summit_id;
