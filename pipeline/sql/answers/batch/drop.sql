DELETE FROM batches WHERE name = :name;
