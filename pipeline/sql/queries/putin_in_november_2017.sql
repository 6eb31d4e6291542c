-- With whom did Putin meet or speak in November 2017? (question 8)
SELECT
    CASE WHEN actor_a = 'person:vladimir-putin-RUS' THEN name_b ELSE name_a END AS whom,
    channel, date_start, date_end, date_precision
FROM dyads
WHERE 'person:vladimir-putin-RUS' IN (actor_a, actor_b)
  AND coalesce(date_start, date_end) BETWEEN DATE '2017-11-01' AND DATE '2017-11-30'
ORDER BY coalesce(date_start, date_end), whom;
