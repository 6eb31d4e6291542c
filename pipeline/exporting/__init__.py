"""The database for other programs: Parquet, CSV, JSON lines, Excel, JSON-LD, annotations."""
