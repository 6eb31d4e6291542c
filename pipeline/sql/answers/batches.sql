-- One row is one batch that was submitted, or was about to be.
CREATE TABLE IF NOT EXISTS batches (
    -- SHA-256 of the file of requests, '.', how often it was submitted before
    name TEXT NOT NULL PRIMARY KEY,
    -- model, endpoint, mode, prompt, as JSON
    terms TEXT NOT NULL,
    -- the endpoint's id; null: about to be made, nobody knows whether it was
    batch_id TEXT,
    -- as the endpoint calls it
    status TEXT NOT NULL,
    requests INTEGER NOT NULL,
    -- as the endpoint counts
    completed INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    begun_at TEXT NOT NULL,
    -- once its files have been read in
    collected_at TEXT
);
-- One row is one request of one batch.
CREATE TABLE IF NOT EXISTS batch_requests (
    batch TEXT NOT NULL,
    -- as answers.key
    key TEXT NOT NULL,
    article_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'failed')),
    -- why it failed; null once an outcome has told it
    reason TEXT,
    PRIMARY KEY (batch, key)
);
CREATE UNIQUE INDEX IF NOT EXISTS open_requests ON batch_requests (key) WHERE state = 'open';
-- One row is one source that waits for answers of batches, or failed there.
CREATE TABLE IF NOT EXISTS batch_sources (
    terms TEXT NOT NULL,
    source_path TEXT NOT NULL,
    -- null: it could not be read
    article_id TEXT,
    -- the article as it was read with its text, or why it could not be, as JSON
    source TEXT NOT NULL,
    PRIMARY KEY (terms, source_path)
);
CREATE INDEX IF NOT EXISTS batch_sources_of_article ON batch_sources (article_id);
