DELETE FROM batch_sources WHERE terms = :terms AND source_path = '(claim pairs)';
