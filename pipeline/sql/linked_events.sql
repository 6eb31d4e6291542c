-- One row is one event with its participants, its place and the articles that tell it.
WITH told AS (
    SELECT
        em.event_id,
        list_sort(list(DISTINCT s.article_id)) AS articles,
        min(s.title) AS title,
        min(s.place_id) FILTER (WHERE s.geoname_id IS NOT DISTINCT FROM e.geoname_id) AS place_id
    FROM event_mentions AS em
    JOIN summits AS s ON s.summit_id = em.summit_id
    JOIN events AS e ON e.event_id = em.event_id
    GROUP BY em.event_id
),
people AS (
    SELECT
        event_id,
        list(actor_id ORDER BY actor_id) AS participants,
        list(actor_id ORDER BY actor_id) FILTER (WHERE role = 'host') AS hosts
    FROM event_participants
    GROUP BY event_id
)
SELECT
    e.event_id, t.title, e.status, e.channel, e.level, f.format,
    e.date_start, e.date_end, e.date_precision,
    e.place_text, t.place_id, e.country_iso3, e.n_articles,
    p.participants, p.hosts, t.articles
FROM events AS e
JOIN event_formats AS f ON f.event_id = e.event_id
LEFT JOIN told AS t ON t.event_id = e.event_id
LEFT JOIN people AS p ON p.event_id = e.event_id
ORDER BY e.event_id;
