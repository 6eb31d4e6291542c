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
COMMENT ON TABLE evaluations IS 'One row is one figure of one run against one gold.';
COMMENT ON COLUMN evaluations."run_id" IS 'The run that was measured.';
COMMENT ON COLUMN evaluations."gold" IS 'Name of the gold''s folder or file, `@`, first 8 hex digits of its content''s SHA-256.';
COMMENT ON COLUMN evaluations."metric" IS 'The name of the figure.';
COMMENT ON COLUMN evaluations."value" IS 'F1, or what the metric itself is; null where nothing could be measured.';
COMMENT ON COLUMN evaluations."n" IS 'Records that count.';
COMMENT ON COLUMN evaluations."details" IS 'Precision, recall, interval, and the result of each record.';
