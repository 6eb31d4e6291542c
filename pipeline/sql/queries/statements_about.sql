-- What did somebody say about something? (question 2)
-- $speaker = Rouhani: the speaker's name, or part of it
-- $words = \b(troops|forces|soldiers)\b: a pattern that the words match
-- $also = \b(U\.?S\.?|United States|American|foreign): another one; . for none
SELECT q.said_on, q.speakers, q.quote_type, q.act, q.text, q.title, q.statement_id
FROM quotes AS q
WHERE EXISTS (
    SELECT 1
    FROM statement_actors AS sa JOIN actors AS a ON a.actor_id = sa.actor_id
    WHERE sa.statement_id = q.statement_id AND sa.role = 'speaker'
      AND contains(strip_accents(lower(a.name)), strip_accents(lower($speaker)))
)
  AND regexp_matches(q.text, $words, 'i')
  AND regexp_matches(q.text, $also, 'i')
ORDER BY q.said_on, q.statement_id;
