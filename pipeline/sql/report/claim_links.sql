-- One row is one relation between two claims.
SELECT claim_a, claim_b, relation, rule FROM claim_links ORDER BY relation, claim_a, claim_b;
