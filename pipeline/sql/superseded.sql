-- One row is one article's records of an earlier run, as the exchange form has them.
CREATE TABLE IF NOT EXISTS superseded (
    run_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    superseded_by VARCHAR NOT NULL,
    records JSON NOT NULL,
    PRIMARY KEY (run_id, article_id)
);
