-- One row is one of these runs, with the model that read.
SELECT run_id, model FROM runs WHERE run_id IN (SELECT unnest($ids::VARCHAR[]));
