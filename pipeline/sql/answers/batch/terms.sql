-- On which terms sources wait, and how many.
SELECT terms, count(*) FROM batch_sources GROUP BY terms ORDER BY min(rowid);
