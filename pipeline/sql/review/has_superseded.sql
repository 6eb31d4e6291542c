SELECT count(*) > 0 AS has FROM duckdb_tables() WHERE table_name = 'superseded';
