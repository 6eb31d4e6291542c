-- Runs that were killed before they could relate what they had landed.
SELECT run_id FROM runs WHERE finished_at IS NULL;
