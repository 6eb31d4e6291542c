-- One row is one article that is being forgotten: it goes once nothing of it is left.
CREATE TABLE IF NOT EXISTS forgetting (
    article_id TEXT NOT NULL PRIMARY KEY,
    -- how it is named: title, url, source paths, as JSON
    named TEXT NOT NULL
);
-- One row is one folder or bucket where shards of this database may lie.
CREATE TABLE IF NOT EXISTS shards (
    url TEXT NOT NULL PRIMARY KEY
);
