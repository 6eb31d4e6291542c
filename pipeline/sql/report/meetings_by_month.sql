-- One row is one month and format: n held events that fall into that month.
SELECT date_trunc('month', coalesce(t.date_start, t.date_end))::DATE AS month, t.format, count(*) AS n
FROM timeline AS t
WHERE t.status = 'held'
  AND (
      t.date_precision IN ('day', 'part_month', 'month')
      OR (t.date_precision = 'range' AND date_trunc('month', t.date_start) = date_trunc('month', t.date_end))
  )
GROUP BY ALL ORDER BY month, format;
