UPDATE decisions SET undone_by = $undone_by WHERE decision_id = $decision_id;
