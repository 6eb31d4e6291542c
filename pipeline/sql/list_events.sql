-- All events in order of time.
SELECT event_id, status, format, date_start, date_end, place_text, participants, n_articles
FROM timeline;
