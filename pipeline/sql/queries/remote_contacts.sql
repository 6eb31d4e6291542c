-- Which contacts were remote or may have been, and who called? (question 5)
SELECT
    e.date_start,
    e.date_end,
    e.date_precision,
    e.channel,
    t.participants,
    (
        SELECT string_agg(ep.name, ', ' ORDER BY ep.name)
        FROM event_participants AS ep
        WHERE ep.event_id = e.event_id AND ep.role = 'caller'
    ) AS caller,
    e.event_id
FROM events AS e
JOIN timeline AS t ON t.event_id = e.event_id
WHERE e.status = 'held' AND (e.channel IN ('phone', 'video') OR t.format = 'contact')
ORDER BY coalesce(e.date_start, e.date_end), t.participants;
