-- How many annotations there are.
SELECT count(*) FROM evidence AS e JOIN articles AS a ON a.article_id = e.article_id;
