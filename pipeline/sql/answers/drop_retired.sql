DELETE FROM answers WHERE key LIKE 'old-%';
