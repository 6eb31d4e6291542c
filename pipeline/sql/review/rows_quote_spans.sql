SELECT * FROM quote_spans WHERE article_id = $article_id;
