-- The event of a meeting with its tellings, and the other events that touch its days or
-- share two parties with it: what it may be merged with.
WITH own AS (SELECT * FROM summits WHERE summit_id = $summit_id),
own_parties AS (
    SELECT DISTINCT party_id FROM participations
    WHERE summit_id = $summit_id AND party_id IS NOT NULL
),
near AS (
    SELECT DISTINCT m.event_id
    FROM event_mentions AS m
    JOIN summits AS s ON s.summit_id = m.summit_id
    JOIN own ON true
    WHERE s.summit_id = $summit_id
       OR (
           coalesce(s.date_start, s.date_end) <= coalesce(own.date_end, own.date_start)
           AND coalesce(own.date_start, own.date_end) <= coalesce(s.date_end, s.date_start)
           AND EXISTS (
               SELECT 1 FROM participations AS p
               WHERE p.summit_id = s.summit_id AND p.party_id IN (SELECT party_id FROM own_parties)
           )
       )
       OR (
           SELECT count(DISTINCT p.party_id) FROM participations AS p
           WHERE p.summit_id = s.summit_id AND p.party_id IN (SELECT party_id FROM own_parties)
       ) >= 2
)
SELECT
    e.event_id, e.status, e.date_start, e.date_end, e.place_text, e.n_articles,
    bool_or(m.summit_id = $summit_id) AS own,
    list({
        summit_id: m.summit_id, article_id: s.article_id, rule: m.rule,
        decided_by: m.decided_by, title: coalesce(a.title, s.article_id), date_text: s.date_text
    } ORDER BY s.article_id, m.summit_id) AS tellings
FROM near AS n
JOIN events AS e ON e.event_id = n.event_id
JOIN event_mentions AS m ON m.event_id = e.event_id
JOIN summits AS s ON s.summit_id = m.summit_id
JOIN articles AS a ON a.article_id = s.article_id
GROUP BY ALL
ORDER BY own DESC, e.date_start, e.event_id
LIMIT 30;
