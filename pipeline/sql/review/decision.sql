SELECT decision_id, decided_at, decided_by, kind, article_id, target, value, undone_by
FROM decisions
WHERE decision_id = $decision_id;
