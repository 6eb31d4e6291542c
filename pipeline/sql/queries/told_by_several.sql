-- Which meetings are reported by more than one article? (question 6)
SELECT date_start, format, place_text, participants, n_articles, event_id
FROM timeline WHERE n_articles > 1
ORDER BY date_start;
