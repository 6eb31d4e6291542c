-- Articles with their publication dates, where one is known.
SELECT article_id, published_on FROM articles WHERE published_on IS NOT NULL;
