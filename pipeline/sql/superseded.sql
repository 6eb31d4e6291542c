-- One row is one article's records of an earlier run, as the exchange form has them.
CREATE TABLE IF NOT EXISTS superseded (
    run_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    superseded_by VARCHAR NOT NULL,
    records JSON NOT NULL,
    PRIMARY KEY (run_id, article_id)
);
COMMENT ON TABLE superseded IS 'One row is one article''s records of an earlier run, replaced by a later one''s.';
COMMENT ON COLUMN superseded."run_id" IS 'The run that made them.';
COMMENT ON COLUMN superseded."article_id" IS 'The article they are about.';
COMMENT ON COLUMN superseded."superseded_by" IS 'The run whose records stand in their place.';
COMMENT ON COLUMN superseded."records" IS 'The rows as the exchange form''s lines, with the actors and places that they name.';
