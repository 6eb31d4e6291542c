UPDATE answers SET billed = 1 WHERE key = :key;
