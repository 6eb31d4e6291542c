SELECT decision_id AS id FROM decisions WHERE starts_with(decision_id, $word) ORDER BY id;
