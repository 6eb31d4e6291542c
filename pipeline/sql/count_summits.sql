-- How many meetings there are.
SELECT count(*) FROM summits;
