SELECT article_id, duplicate_of FROM articles WHERE duplicate_of IS NOT NULL;
