SELECT p.* FROM places AS p
WHERE p.place_id IN (SELECT place_id FROM summits WHERE article_id = $article_id);
