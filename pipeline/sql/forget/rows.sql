-- What rests on one article beside its records. Its outcomes stay as what they cost, without
-- a word of it: under a name of their own, `(forgotten …)`.
DELETE FROM rejects WHERE article_id = $article_id;
DELETE FROM decisions WHERE article_id = $article_id;
UPDATE outcomes
SET source_path = '(forgotten ' || left(md5(uuid()::VARCHAR), 8) || ')',
    article_id = NULL, reason = NULL, raw = NULL
WHERE article_id = $article_id
   OR source_path IN (SELECT source_path FROM article_sources WHERE article_id = $article_id);
UPDATE outcomes SET raw = NULL WHERE source_path = '(claim pairs)';
DELETE FROM article_sources WHERE article_id = $article_id;
UPDATE articles SET duplicate_of = NULL WHERE duplicate_of = $article_id;
DELETE FROM articles WHERE article_id = $article_id;
