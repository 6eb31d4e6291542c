-- The contract's tables. `summitry schema check` proves that they equal the row
-- models of schemas/tables.py. No foreign keys: DuckDB refuses to delete parent and
-- child rows in one transaction; `summitry validate` checks the references.

-- One row is one stored text.
CREATE TABLE articles (
    article_id VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    title VARCHAR,
    outlet VARCHAR,
    url VARCHAR,
    language VARCHAR,
    byline VARCHAR,
    dateline_place VARCHAR,
    published_text VARCHAR,
    published_on DATE,
    date_low DATE,
    date_high DATE,
    date_basis VARCHAR NOT NULL CHECK (
        date_basis IN (
            'explicit', 'weekday_from_publication', 'anaphoric', 'relative_event',
            'year_inferred', 'deictic', 'external', 'none'
        )
    ),
    duplicate_of VARCHAR,
    text VARCHAR NOT NULL,
    PRIMARY KEY (article_id)
);

-- One row is one place where an article's text was read.
CREATE TABLE article_sources (
    article_id VARCHAR NOT NULL,
    source_path VARCHAR NOT NULL,
    fetched_at TIMESTAMP NOT NULL,
    PRIMARY KEY (article_id, source_path)
);

-- One row is one actor, the same in every article.
CREATE TABLE actors (
    actor_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (
        kind IN (
            'person', 'role_holder', 'state', 'government_body', 'igo', 'armed_group',
            'opposition_group', 'media', 'expert_org', 'collective'
        )
    ),
    country_iso3 VARCHAR,
    wikidata_qid VARCHAR,
    PRIMARY KEY (actor_id)
);

-- One row is one actor as one article names it.
CREATE TABLE actor_mentions (
    mention_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    actor_id VARCHAR NOT NULL,
    name VARCHAR,
    role VARCHAR,
    affiliation VARCHAR,
    resolved_by VARCHAR NOT NULL
);

-- One row is one place.
CREATE TABLE places (
    place_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    geoname_id BIGINT,
    country_iso3 VARCHAR,
    PRIMARY KEY (place_id)
);

-- One row is one meeting as one article tells it.
CREATE TABLE summits (
    summit_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    event_id VARCHAR,
    title VARCHAR,
    status VARCHAR NOT NULL CHECK (
        status IN (
            'held', 'scheduled', 'proposed', 'postponed', 'cancelled', 'denied'
        )
    ),
    channel VARCHAR NOT NULL CHECK (channel IN ('in_person', 'phone', 'video', 'unspecified')),
    level VARCHAR NOT NULL CHECK (
        level IN (
            'leaders', 'foreign_ministers', 'military', 'officials', 'non_state', 'mixed'
        )
    ),
    date_text VARCHAR,
    date_start DATE,
    date_end DATE,
    date_precision VARCHAR NOT NULL CHECK (
        date_precision IN (
            'day', 'part_month', 'month', 'year', 'range', 'before', 'after', 'unknown'
        )
    ),
    date_basis VARCHAR NOT NULL CHECK (
        date_basis IN (
            'explicit', 'weekday_from_publication', 'anaphoric', 'relative_event',
            'year_inferred', 'deictic', 'external', 'none'
        )
    ),
    place_text VARCHAR,
    place_id VARCHAR,
    geoname_id BIGINT,
    country_iso3 VARCHAR
);

-- One row is one participant of one meeting.
CREATE TABLE participations (
    summit_id VARCHAR NOT NULL,
    actor_id VARCHAR NOT NULL,
    party_id VARCHAR,
    party_iso3 VARCHAR,
    role VARCHAR NOT NULL CHECK (role IN ('host', 'guest', 'caller', 'mediator', 'participant'))
);

-- One row is one statement: content attributed to a source.
CREATE TABLE statements (
    statement_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    summit_id VARCHAR,
    text VARCHAR NOT NULL,
    quote_type VARCHAR NOT NULL CHECK (quote_type IN ('direct', 'mixed', 'indirect', 'document')),
    quoted_ratio DOUBLE NOT NULL,
    act VARCHAR NOT NULL CHECK (
        act IN (
            'assert', 'commit', 'request', 'accuse', 'reject', 'threaten', 'support'
        )
    ),
    medium VARCHAR NOT NULL CHECK (
        medium IN (
            'meeting', 'phone', 'press_conference', 'joint_statement', 'readout', 'release',
            'interview', 'broadcast', 'social_post', 'speech', 'unspecified'
        )
    ),
    said_on DATE,
    speaker_text VARCHAR,
    cue_text VARCHAR
);

-- One row is one source, relayer or addressee of a statement.
CREATE TABLE statement_actors (
    statement_id VARCHAR NOT NULL,
    actor_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('speaker', 'via', 'addressee')),
    position BIGINT NOT NULL
);

-- One row is one claim: who vouches for what; never whether it is true.
CREATE TABLE claims (
    claim_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    statement_id VARCHAR,
    text VARCHAR NOT NULL,
    claim_type VARCHAR NOT NULL CHECK (
        claim_type IN (
            'event', 'casualty', 'quantity', 'control', 'state', 'responsibility',
            'commitment', 'prediction'
        )
    ),
    certainty VARCHAR NOT NULL CHECK (certainty IN ('certain', 'probable', 'possible', 'unknown')),
    polarity VARCHAR NOT NULL CHECK (polarity IN ('+', '-')),
    value DOUBLE,
    unit VARCHAR,
    comparator VARCHAR CHECK (comparator IN ('=', '>', '>=', '<', '<=', '~')),
    time_text VARCHAR,
    time_start DATE,
    time_end DATE
);

-- One row is one actor who vouches for a claim; none = the article's narrator.
CREATE TABLE claim_asserters (
    claim_id VARCHAR NOT NULL,
    actor_id VARCHAR NOT NULL
);

-- One row is one relation between two claims.
CREATE TABLE claim_links (
    claim_a VARCHAR NOT NULL,
    claim_b VARCHAR NOT NULL,
    relation VARCHAR NOT NULL CHECK (
        relation IN (
            'same', 'supports', 'contradicts', 'qualifies', 'updates', 'tension'
        )
    ),
    rule VARCHAR NOT NULL,
    score DOUBLE
);

-- One row is one stretch of article text on which a record rests.
CREATE TABLE evidence (
    record_id VARCHAR NOT NULL,
    record_kind VARCHAR NOT NULL CHECK (
        record_kind IN (
            'summit', 'statement', 'claim', 'actor_mention'
        )
    ),
    field VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    article_id VARCHAR NOT NULL,
    char_start BIGINT NOT NULL,
    char_end BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    match VARCHAR NOT NULL CHECK (match IN ('exact', 'space', 'marks', 'typographic'))
);

-- One row is one quotation of four words or more, covered by a statement or not.
CREATE TABLE quote_spans (
    article_id VARCHAR NOT NULL,
    char_start BIGINT NOT NULL,
    char_end BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    statement_id VARCHAR,
    verdict VARCHAR NOT NULL CHECK (verdict IN ('speech', 'not_speech', 'open'))
);

-- One row is one meeting in the world, told by one article or more.
CREATE TABLE events (
    event_id VARCHAR NOT NULL,
    status VARCHAR NOT NULL CHECK (
        status IN (
            'held', 'scheduled', 'proposed', 'postponed', 'cancelled', 'denied'
        )
    ),
    channel VARCHAR NOT NULL CHECK (channel IN ('in_person', 'phone', 'video', 'unspecified')),
    level VARCHAR NOT NULL CHECK (
        level IN (
            'leaders', 'foreign_ministers', 'military', 'officials', 'non_state', 'mixed'
        )
    ),
    date_start DATE,
    date_end DATE,
    date_precision VARCHAR NOT NULL CHECK (
        date_precision IN (
            'day', 'part_month', 'month', 'year', 'range', 'before', 'after', 'unknown'
        )
    ),
    place_text VARCHAR,
    geoname_id BIGINT,
    country_iso3 VARCHAR,
    n_articles BIGINT NOT NULL
);

-- One row is one meeting record's place in an event.
CREATE TABLE event_mentions (
    event_id VARCHAR NOT NULL,
    summit_id VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    score DOUBLE,
    decided_by VARCHAR NOT NULL
);

-- One row is one relation between two events.
CREATE TABLE event_links (
    event_a VARCHAR NOT NULL,
    event_b VARCHAR NOT NULL,
    relation VARCHAR NOT NULL CHECK (relation IN ('realised_as', 'rescheduled_as', 'part_of')),
    rule VARCHAR NOT NULL
);

-- One row is one doubt about a record or an article.
CREATE TABLE flags (
    flag_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    record_id VARCHAR,
    code VARCHAR NOT NULL,
    severity VARCHAR NOT NULL CHECK (severity IN ('info', 'warning', 'error')),
    message VARCHAR NOT NULL
);

-- One row is one decision of a person, never altered.
CREATE TABLE decisions (
    decision_id VARCHAR NOT NULL,
    decided_at TIMESTAMP NOT NULL,
    decided_by VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    article_id VARCHAR,
    target VARCHAR NOT NULL,
    value JSON NOT NULL,
    undone_by VARCHAR,
    PRIMARY KEY (decision_id)
);

-- One row is one run and all that shaped its result.
CREATE TABLE runs (
    run_id VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    model VARCHAR NOT NULL,
    prompt VARCHAR NOT NULL,
    prompt_sha256 VARCHAR NOT NULL,
    schema_version VARCHAR NOT NULL,
    settings JSON NOT NULL,
    code_version VARCHAR NOT NULL,
    PRIMARY KEY (run_id)
);

-- One row is how one source ended in one run.
CREATE TABLE outcomes (
    run_id VARCHAR NOT NULL,
    source_path VARCHAR NOT NULL,
    article_id VARCHAR,
    outcome VARCHAR NOT NULL CHECK (
        outcome IN (
            'records', 'empty', 'refused', 'truncated', 'invalid', 'transport',
            'unreadable', 'skipped'
        )
    ),
    reason VARCHAR,
    attempts BIGINT NOT NULL,
    input_tokens BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    cost_usd DOUBLE,
    latency_ms BIGINT NOT NULL,
    raw VARCHAR,
    PRIMARY KEY (run_id, source_path)
);

-- One row is one record that did not land, with the reason.
CREATE TABLE rejects (
    reject_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    record_kind VARCHAR NOT NULL CHECK (
        record_kind IN (
            'summit', 'statement', 'claim', 'actor_mention'
        )
    ),
    draft JSON NOT NULL,
    code VARCHAR NOT NULL,
    message VARCHAR NOT NULL
);
