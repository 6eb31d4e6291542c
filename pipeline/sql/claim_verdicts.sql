-- The verdicts on pairs of claims that stand, the earliest first.
SELECT value
FROM decisions
WHERE kind = 'claim_link' AND undone_by IS NULL
ORDER BY decided_at, decision_id;
