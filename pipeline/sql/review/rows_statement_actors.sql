SELECT p.* FROM statement_actors AS p JOIN statements AS s ON s.statement_id = p.statement_id
WHERE s.article_id = $article_id;
