-- Answers whose outcome was about to land when a run ended, or is about to.
SELECT key, run_id, article_id FROM answers WHERE billed = 0 AND run_id IS NOT NULL;
