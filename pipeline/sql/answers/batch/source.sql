SELECT source FROM batch_sources WHERE rowid = :place;
