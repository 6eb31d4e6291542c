-- Every article and the places where it was read.
SELECT article_id, source_path FROM article_sources;
