-- The last standing decision on any of some meetings.
SELECT *
FROM decisions
WHERE kind IN ('event_merge', 'event_split')
  AND undone_by IS NULL
  AND list_has_any(string_split(target, ','), $summit_ids)
ORDER BY decided_at DESC, decision_id DESC
LIMIT 1;
