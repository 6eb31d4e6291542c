-- One row is what the reading that is current made of one article on which people decided,
-- before their decisions were laid over it, as the exchange form has it.
CREATE TABLE IF NOT EXISTS readings (
    article_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    records JSON NOT NULL,
    PRIMARY KEY (article_id)
);
COMMENT ON TABLE readings IS 'One row is what the current reading made of an article on which people decided.';
COMMENT ON COLUMN readings."article_id" IS 'The article.';
COMMENT ON COLUMN readings."run_id" IS 'The run that read it.';
COMMENT ON COLUMN readings."records" IS 'The rows as the exchange form''s lines, before decisions were laid over them.';
