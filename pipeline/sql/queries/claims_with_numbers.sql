-- Which claims carry a number, and who vouches for them? (question 10)
SELECT asserters, comparator, value, unit, text, evidence, claim_id
FROM claims_asserted
WHERE value IS NOT NULL
ORDER BY value DESC, text;
