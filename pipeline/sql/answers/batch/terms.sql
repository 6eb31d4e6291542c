-- On which terms something waits, and how many sources do.
SELECT terms, sum(source_path <> '(claim pairs)')
FROM batch_sources
GROUP BY terms
ORDER BY min(rowid);
