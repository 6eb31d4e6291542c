-- Each meeting's event; none for what a copy tells and its original does not. Of the meetings
-- from one place in the table up to another.
UPDATE summits AS s
SET event_id = m.event_id
FROM (
    SELECT u.summit_id, m.event_id
    FROM summits AS u LEFT JOIN event_mentions AS m ON m.summit_id = u.summit_id
    WHERE u.rowid >= $since AND u.rowid < $until
) AS m
WHERE s.rowid >= $since
  AND s.rowid < $until
  AND m.summit_id = s.summit_id
  AND s.event_id IS DISTINCT FROM m.event_id;
