-- The runs that have figures.
SELECT DISTINCT run_id FROM evaluations ORDER BY run_id;
