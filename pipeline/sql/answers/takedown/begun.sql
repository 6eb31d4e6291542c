SELECT named FROM forgetting ORDER BY article_id;
