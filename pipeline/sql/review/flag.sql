SELECT flag_id, code, severity, message FROM flags WHERE flag_id = $flag_id;
