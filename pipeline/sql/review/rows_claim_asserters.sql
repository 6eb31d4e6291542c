SELECT p.* FROM claim_asserters AS p JOIN claims AS c ON c.claim_id = p.claim_id
WHERE c.article_id = $article_id;
