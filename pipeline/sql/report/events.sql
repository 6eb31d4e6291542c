-- One row is one event in order of time, with its format and the title that a telling gives.
SELECT
    e.event_id,
    e.status,
    e.channel,
    e.level,
    e.date_start,
    e.date_end,
    e.date_precision,
    e.n_articles,
    f.format,
    coalesce(
        (
            SELECT min(p.name) FROM summits AS s JOIN places AS p ON p.place_id = s.place_id
            WHERE s.event_id = e.event_id AND s.place_text = e.place_text
        ),
        e.place_text
    ) AS place,
    (
        SELECT min(s.title) FROM summits AS s WHERE s.event_id = e.event_id
    ) AS title
FROM events AS e
JOIN event_formats AS f ON f.event_id = e.event_id
ORDER BY coalesce(e.date_start, e.date_end) DESC NULLS LAST, e.event_id;
