-- Which meetings were held in Sochi, and what was planned there? (question 1)
SELECT t.status, t.date_start, t.date_end, t.date_precision, t.format, t.level, t.participants, t.title, f.n_parties
FROM timeline AS t
JOIN event_formats AS f ON f.event_id = t.event_id
JOIN events AS e ON e.event_id = t.event_id
WHERE e.geoname_id = 491422
ORDER BY t.status, coalesce(t.date_start, t.date_end);
