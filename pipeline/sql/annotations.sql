-- One row is one stretch of evidence with 32 characters of the article before and after it, and
-- what it is evidence of in the linked graph: an event, an actor, a statement, a claim.
SELECT
    e.record_id, e.record_kind, e.field, e.position, e.article_id, e.char_start, e.char_end, e.text,
    CASE
        WHEN s.event_id IS NOT NULL THEN 'event'
        WHEN m.actor_id IS NOT NULL THEN 'actor'
        ELSE e.record_kind
    END AS about_kind,
    coalesce(s.event_id, m.actor_id, e.record_id) AS about_id,
    a.language, a.url,
    substr(a.text, greatest(e.char_start - 32, 0) + 1, least(32, e.char_start)) AS prefix,
    substr(a.text, e.char_end + 1, 32) AS suffix
FROM evidence AS e
JOIN articles AS a ON a.article_id = e.article_id
LEFT JOIN summits AS s ON e.record_kind = 'summit' AND s.summit_id = e.record_id
LEFT JOIN actor_mentions AS m ON e.record_kind = 'actor_mention' AND m.mention_id = e.record_id
ORDER BY e.record_id, e.field, e.position;
