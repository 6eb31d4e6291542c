-- Which statements are second-hand, and who relayed them? (question 11)
SELECT speakers, via, quote_type, said_on, text, statement_id
FROM quotes WHERE via IS NOT NULL
ORDER BY article_id, text;
