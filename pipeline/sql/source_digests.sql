-- One row is what one source held when an article last landed from it.
CREATE TABLE IF NOT EXISTS source_digests (
    source_path VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    published_on DATE
);
COMMENT ON TABLE source_digests IS 'One row is what one source held when an article last landed from it.';
COMMENT ON COLUMN source_digests."source_path" IS 'File, or file and line, as it was named; "-" is standard input.';
COMMENT ON COLUMN source_digests."article_id" IS 'The text that was read there.';
COMMENT ON COLUMN source_digests."digest" IS 'Of the bytes, what was known beside them and the program that read them; 32 hex digits.';
COMMENT ON COLUMN source_digests."published_on" IS 'The day of publication that reading found; null where it found none.';
