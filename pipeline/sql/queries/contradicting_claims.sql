-- Which claims contradict each other or stand in tension? (question 3)
SELECT * FROM claim_pairs
WHERE relation IN ('contradicts', 'tension')
ORDER BY relation, text_a;
