-- One row is one participant of one meeting of an article; a meeting without any has one row.
SELECT
    s.summit_id, s.event_id, s.title, s.status, s.channel, s.level,
    s.date_start, s.date_end, s.date_precision, s.date_basis,
    s.place_text, s.geoname_id, s.country_iso3,
    p.actor_id, p.party_id, p.party_iso3, p.role
FROM summits AS s
LEFT JOIN participations AS p ON p.summit_id = s.summit_id
WHERE s.article_id = $article_id
ORDER BY s.summit_id, p.actor_id;
