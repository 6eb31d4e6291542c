-- The links of the claims from one id up to another, that one left out; null = to the end.
SELECT claim_a, claim_b, relation, rule, score
FROM claim_links
WHERE claim_a >= $since AND ($until IS NULL OR claim_a < $until)
ORDER BY claim_a, claim_b;
