-- Every so-manieth claim id: so many claims lie between two of them.
SELECT claim_id
FROM (SELECT claim_id, row_number() OVER (ORDER BY claim_id) AS place FROM claims)
WHERE place % $size = 0
ORDER BY claim_id;
