-- One row is one thing for a person to look at, the gravest first.
SELECT priority, reason, article_id, record_id, detail
FROM review_queue ORDER BY priority, reason;
