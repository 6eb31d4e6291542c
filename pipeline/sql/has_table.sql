-- Whether the database has this table; some are made when first needed.
SELECT count(*) > 0 AS has FROM duckdb_tables() WHERE table_name = $table;
