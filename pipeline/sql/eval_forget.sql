DELETE FROM evaluations WHERE run_id = $run_id AND gold = $gold;
