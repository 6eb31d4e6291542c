-- Decisions that may name records of several articles.
SELECT decision_id, kind, target, value FROM decisions WHERE article_id IS NULL;
