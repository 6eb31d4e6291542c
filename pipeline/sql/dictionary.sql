-- One row is one column of a table or view, with what both mean.
SELECT
    r.kind,
    r.name AS "table",
    r.comment AS table_meaning,
    c.column_name AS "column",
    c.data_type AS type,
    NOT c.is_nullable AS required,
    c.comment AS meaning
FROM duckdb_columns() AS c
JOIN (
    SELECT 'table' AS kind, table_oid AS oid, database_oid, table_name AS name, comment FROM duckdb_tables()
    UNION ALL
    SELECT 'view', view_oid, database_oid, view_name, comment FROM duckdb_views() WHERE NOT internal
) AS r ON r.oid = c.table_oid AND r.database_oid = c.database_oid
WHERE c.database_name = current_database() AND c.schema_name = 'main'
ORDER BY r.kind, r.oid, c.column_index;
