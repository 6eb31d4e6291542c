SELECT decision_id, undone_by
FROM decisions
WHERE decision_id = $decision_id AND kind IN ('event_merge', 'event_split');
