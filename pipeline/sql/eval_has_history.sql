SELECT count(*) > 0 AS kept FROM duckdb_tables() WHERE table_name = 'evaluations';
