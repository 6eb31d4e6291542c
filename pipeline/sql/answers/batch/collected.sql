UPDATE batches SET collected_at = :at WHERE name = :name;
