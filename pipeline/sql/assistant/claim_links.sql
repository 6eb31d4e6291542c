-- One row is one relation of a claim to another one.
SELECT claim_a, relation, claim_b, rule FROM claim_links
WHERE claim_a = $id OR claim_b = $id
ORDER BY claim_a, claim_b;
