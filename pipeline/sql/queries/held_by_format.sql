-- How many held meetings, by format? (question 12)
SELECT format, count(*) AS n
FROM event_formats WHERE status = 'held'
GROUP BY format ORDER BY n DESC, format;
