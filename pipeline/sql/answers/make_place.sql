-- An old answer goes where a new one comes, but no answer for a mere failure.
DELETE FROM answers
WHERE key = :old
  AND (outcome <> 'answer' OR (SELECT n.outcome FROM answers AS n WHERE n.key = :new) = 'answer');
