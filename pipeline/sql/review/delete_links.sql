-- The links of claims that are gone or another by now; the others stand until all are made anew.
DELETE FROM claim_links
WHERE claim_a IN (SELECT unnest($record_ids::VARCHAR[]))
   OR claim_b IN (SELECT unnest($record_ids::VARCHAR[]));
