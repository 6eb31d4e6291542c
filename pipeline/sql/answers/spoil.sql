UPDATE answers SET outcome = 'invalid', reason = :reason WHERE key = :key;
