-- How sources ended in one run.
SELECT source_path, article_id, outcome, reason FROM outcomes WHERE run_id = $run_id;
