-- One row is one meeting as one article tells it, with the rule that put it in its event.
SELECT
    s.summit_id AS record_id,
    s.article_id,
    s.run_id,
    s.event_id,
    s.title,
    s.status,
    s.channel,
    s.level,
    s.date_text,
    s.date_start,
    s.date_end,
    s.date_precision,
    s.date_basis,
    s.place_text,
    p.name AS place,
    m.rule,
    m.decided_by
FROM summits AS s
LEFT JOIN places AS p ON p.place_id = s.place_id
LEFT JOIN event_mentions AS m ON m.summit_id = s.summit_id AND m.event_id = s.event_id
ORDER BY s.article_id, s.summit_id;
