DELETE FROM decisions WHERE decision_id = $decision_id;
