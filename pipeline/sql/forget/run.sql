UPDATE runs SET settings = $settings WHERE run_id = $run_id;
