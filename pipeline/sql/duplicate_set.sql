-- Point articles at the one they duplicate, or at none; both lists are of one length.
UPDATE articles
SET duplicate_of = found.duplicate_of
FROM (
    SELECT unnest($article_ids::VARCHAR[]) AS article_id, unnest($originals::VARCHAR[]) AS duplicate_of
) AS found
WHERE articles.article_id = found.article_id;
