-- With whom did somebody meet or speak, and when? (question 8)
-- $actor = Putin: the name, or part of it
-- $since = 2017-11-01: first day
-- $until = 2017-11-30: last day
WITH wanted AS (
    SELECT actor_id FROM actors
    WHERE contains(strip_accents(lower(name)), strip_accents(lower($actor)))
)
SELECT
    CASE WHEN actor_a IN (FROM wanted) THEN name_a ELSE name_b END AS who,
    CASE WHEN actor_a IN (FROM wanted) THEN name_b ELSE name_a END AS whom,
    channel, date_start, date_end, date_precision, event_id
FROM dyads
WHERE (actor_a IN (FROM wanted) OR actor_b IN (FROM wanted))
  AND coalesce(date_start, date_end) BETWEEN $since::DATE AND $until::DATE
ORDER BY coalesce(date_start, date_end), whom;
