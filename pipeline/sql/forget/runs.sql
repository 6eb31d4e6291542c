SELECT run_id, settings FROM runs;
