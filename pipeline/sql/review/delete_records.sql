-- These records of one article with all rows that are their own.
DELETE FROM participations WHERE summit_id IN (SELECT unnest($record_ids::VARCHAR[]));
DELETE FROM statement_actors WHERE statement_id IN (SELECT unnest($record_ids::VARCHAR[]));
DELETE FROM claim_asserters WHERE claim_id IN (SELECT unnest($record_ids::VARCHAR[]));
DELETE FROM evidence WHERE record_id IN (SELECT unnest($record_ids::VARCHAR[]));
DELETE FROM summits WHERE summit_id IN (SELECT unnest($record_ids::VARCHAR[]));
DELETE FROM statements WHERE statement_id IN (SELECT unnest($record_ids::VARCHAR[]));
DELETE FROM claims WHERE claim_id IN (SELECT unnest($record_ids::VARCHAR[]));
DELETE FROM actor_mentions WHERE mention_id IN (SELECT unnest($record_ids::VARCHAR[]));
