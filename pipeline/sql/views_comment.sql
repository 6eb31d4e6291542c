-- Whose views the database has.
SELECT comment FROM duckdb_views()
WHERE view_name = 'schema_version' AND database_name = current_database();
