UPDATE answers SET key = 'old-' || key WHERE article_id = :article_id AND billed = 1 AND key NOT LIKE 'old-%';
