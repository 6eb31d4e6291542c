INSERT INTO articles (article_id, given) VALUES (:article_id, :given)
ON CONFLICT (article_id) DO UPDATE SET given = excluded.given
WHERE given <> excluded.given;
