UPDATE answers SET article_id = :article_id, shape = :shape WHERE key = :key;
