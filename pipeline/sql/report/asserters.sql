-- One row is one actor who vouches for a claim.
SELECT claim_id AS record_id, actor_id FROM claim_asserters ORDER BY claim_id, actor_id;
