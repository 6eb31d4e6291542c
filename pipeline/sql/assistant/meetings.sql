-- One row is one of these meetings as one article tells it, with the rule that put it in its event.
SELECT
    s.summit_id AS id,
    s.article_id,
    s.run_id,
    s.event_id,
    em.rule AS in_event_by,
    em.score AS in_event_score,
    em.decided_by AS in_event_decided_by,
    s.title,
    s.status,
    s.channel,
    s.level,
    (
        SELECT list({'name': a.name, 'role': p.role, 'party_iso3': p.party_iso3} ORDER BY a.name)
        FROM participations AS p JOIN actors AS a ON a.actor_id = p.actor_id
        WHERE p.summit_id = s.summit_id
    ) AS participants,
    s.date_text AS date_words,
    s.date_start,
    s.date_end,
    s.date_precision,
    s.date_basis,
    s.place_text AS place_words,
    s.country_iso3
FROM summits AS s
LEFT JOIN event_mentions AS em ON em.summit_id = s.summit_id
WHERE s.summit_id IN (SELECT unnest($ids::VARCHAR[]));
