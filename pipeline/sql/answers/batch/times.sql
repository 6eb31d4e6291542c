SELECT count(*) FROM batches WHERE name LIKE :digest || '.%';
