-- Take out the links of the claims from one id up to another; null = to the end.
DELETE FROM claim_links
WHERE claim_a >= $since AND ($until IS NULL OR claim_a < $until);
