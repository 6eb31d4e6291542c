-- The same of a run whose records of the article another run has replaced.
SELECT records::VARCHAR AS lines
FROM superseded
WHERE run_id = $run_id AND article_id = $article_id;
