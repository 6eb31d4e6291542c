-- One row is the answer to one request, kept the moment it came.
CREATE TABLE IF NOT EXISTS answers (
    -- SHA-256 of the request's body, hex
    key TEXT NOT NULL PRIMARY KEY,
    -- null: about no single article, or imported and not yet asked for
    article_id TEXT,
    model TEXT,
    -- the shape that was asked for, such as ArticleDraft
    shape TEXT,
    outcome TEXT NOT NULL CHECK (outcome IN ('answer', 'refused', 'truncated', 'invalid')),
    -- why, where it is no answer
    reason TEXT,
    raw TEXT,
    attempts INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL,
    latency_ms INTEGER NOT NULL,
    -- of these tokens, what a provider's batch took, which has its own price
    batch_input_tokens INTEGER NOT NULL DEFAULT 0,
    batch_output_tokens INTEGER NOT NULL DEFAULT 0,
    batch_cached_tokens INTEGER NOT NULL DEFAULT 0,
    received_at TEXT NOT NULL,
    -- the run whose outcome counts its tokens: about to land, or landed
    run_id TEXT,
    -- 1 once that outcome has landed
    billed INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS answers_of_article ON answers (article_id);
CREATE INDEX IF NOT EXISTS answers_unbilled ON answers (billed) WHERE billed = 0;
-- One row is one article as it was given to extraction, without its text.
CREATE TABLE IF NOT EXISTS articles (
    article_id TEXT NOT NULL PRIMARY KEY,
    given TEXT NOT NULL
);
