-- Of sources from which articles land anew.
DELETE FROM source_digests WHERE source_path IN (SELECT unnest($source_paths::VARCHAR[]));
