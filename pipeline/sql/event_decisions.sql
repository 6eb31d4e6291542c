-- Decisions on events that stand, the earliest first.
SELECT decision_id, kind, value, decided_by
FROM decisions
WHERE kind IN ('event_merge', 'event_split') AND undone_by IS NULL
ORDER BY decided_at, decision_id;
