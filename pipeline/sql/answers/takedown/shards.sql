SELECT url FROM shards ORDER BY url;
