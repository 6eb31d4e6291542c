-- Take out rows by their keys; the lists are of one length.
DELETE FROM event_links AS l
USING (
    SELECT
        unnest($key_0::VARCHAR[]) AS event_a,
        unnest($key_1::VARCHAR[]) AS event_b,
        unnest($key_2::VARCHAR[]) AS relation
) AS gone
WHERE l.event_a = gone.event_a AND l.event_b = gone.event_b AND l.relation = gone.relation;
