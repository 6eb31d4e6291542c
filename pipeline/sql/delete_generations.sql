-- The records that any earlier reading of these articles made, children first.
DELETE FROM participations
WHERE summit_id IN (
    SELECT summit_id FROM summits WHERE article_id IN (SELECT unnest($article_ids::VARCHAR[]))
);
DELETE FROM statement_actors
WHERE statement_id IN (
    SELECT statement_id FROM statements
    WHERE article_id IN (SELECT unnest($article_ids::VARCHAR[]))
);
DELETE FROM claim_asserters
WHERE claim_id IN (
    SELECT claim_id FROM claims WHERE article_id IN (SELECT unnest($article_ids::VARCHAR[]))
);
DELETE FROM claim_links
WHERE claim_a IN (
    SELECT claim_id FROM claims WHERE article_id IN (SELECT unnest($article_ids::VARCHAR[]))
)
OR claim_b IN (
    SELECT claim_id FROM claims WHERE article_id IN (SELECT unnest($article_ids::VARCHAR[]))
);
DELETE FROM event_mentions
WHERE summit_id IN (
    SELECT summit_id FROM summits WHERE article_id IN (SELECT unnest($article_ids::VARCHAR[]))
);
DELETE FROM summits WHERE article_id IN (SELECT unnest($article_ids::VARCHAR[]));
DELETE FROM statements WHERE article_id IN (SELECT unnest($article_ids::VARCHAR[]));
DELETE FROM claims WHERE article_id IN (SELECT unnest($article_ids::VARCHAR[]));
DELETE FROM actor_mentions WHERE article_id IN (SELECT unnest($article_ids::VARCHAR[]));
DELETE FROM evidence WHERE article_id IN (SELECT unnest($article_ids::VARCHAR[]));
DELETE FROM quote_spans WHERE article_id IN (SELECT unnest($article_ids::VARCHAR[]));
DELETE FROM flags WHERE article_id IN (SELECT unnest($article_ids::VARCHAR[]));
