-- One row is what the reading that is current made of one article on which people decided,
-- before their decisions were laid over it, as the exchange form has it.
CREATE TABLE IF NOT EXISTS readings (
    article_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    records JSON NOT NULL,
    PRIMARY KEY (article_id)
);
