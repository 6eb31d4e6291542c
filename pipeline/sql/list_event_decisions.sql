-- All decisions on events, the earliest first; undone_by is null for one that stands.
SELECT decision_id, decided_at, decided_by, kind, target AS meetings, undone_by
FROM decisions
WHERE kind IN ('event_merge', 'event_split')
ORDER BY decided_at, decision_id;
