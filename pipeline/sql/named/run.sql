SELECT run_id AS id FROM runs WHERE starts_with(run_id, $word) ORDER BY id;
