-- The words of SQL as this DuckDB knows them.
SELECT keyword_name FROM duckdb_keywords() ORDER BY 1;
