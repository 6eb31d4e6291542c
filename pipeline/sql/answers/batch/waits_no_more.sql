DELETE FROM batch_sources WHERE rowid = :place;
