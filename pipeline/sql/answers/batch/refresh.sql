UPDATE batches
SET batch_id = :batch_id, status = :status, completed = :completed, failed = :failed
WHERE name = :name;
