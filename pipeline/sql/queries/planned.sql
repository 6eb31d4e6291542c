-- What was planned or proposed and is not reported as held? (question 9)
SELECT status, date_start, date_end, date_precision, title, place_text, participants, event_id
FROM planned_not_held
ORDER BY coalesce(date_start, date_end);
