SELECT claim_id AS id, text FROM claims WHERE article_id = $article_id;
