UPDATE OR IGNORE answers SET key = substr(key, 5) WHERE key LIKE 'old-%';
