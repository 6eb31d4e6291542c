DELETE FROM source_digests WHERE article_id = $article_id;
