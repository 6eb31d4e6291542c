-- From version 1: tokens of batches, and the tables of batches.
ALTER TABLE answers ADD COLUMN batch_input_tokens INTEGER NOT NULL DEFAULT 0;
ALTER TABLE answers ADD COLUMN batch_output_tokens INTEGER NOT NULL DEFAULT 0;
ALTER TABLE answers ADD COLUMN batch_cached_tokens INTEGER NOT NULL DEFAULT 0;
