-- One row is one way in which sources ended, and how many did.
SELECT outcome, count(*) AS n
FROM outcomes WHERE source_path <> '(claim pairs)'
GROUP BY outcome ORDER BY n DESC, outcome;
