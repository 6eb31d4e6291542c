UPDATE runs SET finished_at = $finished_at WHERE run_id = $run_id;
