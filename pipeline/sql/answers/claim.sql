UPDATE answers SET run_id = :run_id WHERE key = :key AND billed = 0;
