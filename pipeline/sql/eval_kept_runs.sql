-- The runs that have figures; no rows where the table is not there yet.
SELECT DISTINCT run_id FROM evaluations ORDER BY run_id;
