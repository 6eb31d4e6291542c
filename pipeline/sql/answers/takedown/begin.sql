INSERT INTO forgetting (article_id, named) VALUES (:article_id, :named)
ON CONFLICT (article_id) DO NOTHING;
