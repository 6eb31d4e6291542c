-- How many meetings there are, and the last one's place in the table.
SELECT count(*), coalesce(max(rowid), 0) FROM summits;
