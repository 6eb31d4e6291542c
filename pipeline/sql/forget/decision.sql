UPDATE decisions SET target = $target, value = $value WHERE decision_id = $decision_id;
