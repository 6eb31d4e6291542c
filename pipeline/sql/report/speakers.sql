-- One row is one source, relayer or addressee of a statement.
SELECT statement_id AS record_id, actor_id, role
FROM statement_actors ORDER BY statement_id, role, position;
