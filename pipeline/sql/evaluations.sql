-- One row is one figure of one run against one gold; details hold the result of each record.
CREATE TABLE IF NOT EXISTS evaluations (
    run_id VARCHAR NOT NULL,
    gold VARCHAR NOT NULL,
    metric VARCHAR NOT NULL,
    value DOUBLE,
    n BIGINT NOT NULL,
    details JSON NOT NULL,
    PRIMARY KEY (run_id, gold, metric)
);
