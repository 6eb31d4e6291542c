-- Which meetings were held in a place, and what was planned there? (question 1)
-- $place = Sochi: a place's name, or part of it
SELECT t.status, t.date_start, t.date_end, t.date_precision, t.format, t.level, t.participants, t.title, f.n_parties, t.event_id
FROM timeline AS t
JOIN event_formats AS f ON f.event_id = t.event_id
JOIN events AS e ON e.event_id = t.event_id
WHERE contains(strip_accents(lower(e.place_text)), strip_accents(lower($place)))
   OR e.geoname_id IN (
       SELECT geoname_id FROM places
       WHERE contains(strip_accents(lower(name)), strip_accents(lower($place)))
   )
ORDER BY t.status, coalesce(t.date_start, t.date_end);
