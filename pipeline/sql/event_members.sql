-- One row is one telling of an event, with the rule that put it there and its words.
SELECT
    m.summit_id,
    s.article_id,
    m.rule,
    m.decided_by,
    s.status,
    s.channel,
    s.level,
    s.date_text,
    s.date_start,
    s.date_end,
    s.date_precision,
    s.place_text,
    (
        SELECT string_agg(a.name, ', ' ORDER BY a.name)
        FROM participations AS p JOIN actors AS a ON a.actor_id = p.actor_id
        WHERE p.summit_id = s.summit_id
    ) AS participants,
    (
        SELECT string_agg(e.text, ' […] ' ORDER BY e.position)
        FROM evidence AS e WHERE e.record_id = s.summit_id
    ) AS evidence,
    (
        SELECT string_agg(src.source_path, ', ' ORDER BY src.source_path)
        FROM article_sources AS src WHERE src.article_id = s.article_id
    ) AS sources
FROM event_mentions AS m
JOIN summits AS s ON s.summit_id = m.summit_id
WHERE m.event_id = $event_id
ORDER BY s.date_start NULLS LAST, m.summit_id;
