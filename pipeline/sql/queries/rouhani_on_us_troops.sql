-- What did Rouhani say about US or foreign troops? (question 2)
SELECT q.said_on, q.quote_type, q.act, q.text
FROM quotes AS q
JOIN statement_actors AS sa ON sa.statement_id = q.statement_id AND sa.role = 'speaker'
WHERE sa.actor_id = 'person:hassan-rouhani-IRN'
  AND regexp_matches(q.text, '\b(troops|forces|soldiers)\b', 'i')
  AND regexp_matches(q.text, '\b(U\.?S\.?|United States|American|foreign)', 'i')
ORDER BY q.said_on;
