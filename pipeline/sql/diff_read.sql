-- The same of the current run, before people's decisions were laid over what it read.
SELECT records::VARCHAR AS lines
FROM readings
WHERE run_id = $run_id AND article_id = $article_id;
