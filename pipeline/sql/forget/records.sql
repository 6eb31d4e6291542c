-- The records that earlier readings made of an article, as the exchange form's lines.
SELECT records FROM superseded WHERE article_id = $article_id;
