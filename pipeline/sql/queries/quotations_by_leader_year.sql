-- How many direct and mixed quotations per leader and year? (question 4)
SELECT year, leader, quote_type, n FROM quotes_by_leader_year ORDER BY quote_type, year, leader;
