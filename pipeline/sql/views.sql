-- Views for analysts. Near-duplicate articles count once everywhere: their rows are left
-- out of every view but `coverage`, `review_queue` and `costs`.

-- One row is one statement of an article that is no duplicate. Key: statement_id.
-- text is article text; title is the article's; speakers are names joined by ', '; said_on
-- may be null.
CREATE VIEW quotes AS
SELECT
    s.statement_id,
    s.article_id,
    string_agg(a.name, ', ' ORDER BY sa.position) FILTER (WHERE sa.role = 'speaker') AS speakers,
    count(*) FILTER (WHERE sa.role = 'speaker') AS n_speakers,
    string_agg(a.name, ', ' ORDER BY sa.position) FILTER (WHERE sa.role = 'via') AS via,
    s.said_on,
    s.quote_type,
    s.act,
    s.medium,
    s.summit_id,
    s.text,
    ar.title
FROM statements AS s
JOIN articles AS ar ON ar.article_id = s.article_id AND ar.duplicate_of IS NULL
LEFT JOIN statement_actors AS sa ON sa.statement_id = s.statement_id
LEFT JOIN actors AS a ON a.actor_id = sa.actor_id
GROUP BY ALL;

-- One row is one leader, year and kind of quotation (direct, mixed): n statements with that
-- one speaker. A leader is a person who takes part in a meeting at leaders' level.
CREATE VIEW quotes_by_leader_year AS
WITH leaders AS (
    SELECT DISTINCT p.actor_id
    FROM participations AS p
    JOIN summits AS m ON m.summit_id = p.summit_id AND m.level = 'leaders'
)
SELECT
    a.actor_id,
    a.name AS leader,
    year(q.said_on) AS year,
    q.quote_type,
    count(*) AS n
FROM quotes AS q
JOIN statement_actors AS sa ON sa.statement_id = q.statement_id AND sa.role = 'speaker'
JOIN leaders AS l ON l.actor_id = sa.actor_id
JOIN actors AS a ON a.actor_id = sa.actor_id AND a.kind = 'person'
WHERE q.n_speakers = 1 AND q.said_on IS NOT NULL AND q.quote_type IN ('direct', 'mixed')
GROUP BY ALL;

-- One row is one participant of one event, whichever article names him. Key: event_id, actor_id.
CREATE VIEW event_participants AS
SELECT
    em.event_id,
    p.actor_id,
    any_value(a.name) AS name,
    any_value(a.kind) AS kind,
    any_value(p.party_id) AS party_id,
    any_value(p.party_iso3) AS party_iso3,
    coalesce(min(p.role) FILTER (WHERE p.role <> 'participant'), 'participant') AS role
FROM event_mentions AS em
JOIN participations AS p ON p.summit_id = em.summit_id
JOIN actors AS a ON a.actor_id = p.actor_id
GROUP BY em.event_id, p.actor_id;

-- One row is one event with its format and number of parties. Key: event_id.
-- summit: three or more parties' leaders in person; contact: leaders, channel unknown.
CREATE VIEW event_formats AS
SELECT
    e.event_id,
    e.status,
    count(DISTINCT ep.party_id) AS n_parties,
    CASE
        WHEN e.channel = 'phone' THEN 'phone_call'
        WHEN e.channel = 'video' THEN 'video_conference'
        WHEN e.level = 'non_state' THEN 'non_state_meeting'
        WHEN e.level = 'foreign_ministers' THEN 'fm_meeting'
        WHEN e.level = 'military' THEN 'military_meeting'
        WHEN e.level = 'leaders' AND e.channel = 'unspecified' THEN 'contact'
        WHEN e.level = 'leaders' AND count(DISTINCT ep.party_id) >= 3 THEN 'summit'
        WHEN e.level = 'leaders' AND count(DISTINCT ep.party_id) = 2 THEN 'bilateral'
        ELSE 'talks'
    END AS format
FROM events AS e
LEFT JOIN event_participants AS ep ON ep.event_id = e.event_id
GROUP BY e.event_id, e.status, e.channel, e.level;

-- One row is one event told by an article that is no duplicate, in order of time.
-- date_start is null where only an end is known ('before').
CREATE VIEW timeline AS
SELECT
    e.event_id,
    e.date_start,
    e.date_end,
    e.date_precision,
    e.status,
    f.format,
    e.level,
    e.place_text,
    e.country_iso3,
    (
        SELECT string_agg(ep.name, ', ' ORDER BY ep.name)
        FROM event_participants AS ep WHERE ep.event_id = e.event_id
    ) AS participants,
    (
        SELECT any_value(s.title)
        FROM summits AS s WHERE s.event_id = e.event_id AND s.title IS NOT NULL
    ) AS title,
    e.n_articles
FROM events AS e
JOIN event_formats AS f ON f.event_id = e.event_id
ORDER BY coalesce(e.date_start, e.date_end), e.event_id;

-- One row is one pair of actors who met or spoke in a held event. Key: event_id, actor_a, actor_b.
CREATE VIEW dyads AS
SELECT
    e.event_id,
    a.actor_id AS actor_a,
    a.name AS name_a,
    b.actor_id AS actor_b,
    b.name AS name_b,
    a.party_iso3 AS iso3_a,
    b.party_iso3 AS iso3_b,
    e.channel,
    e.date_start,
    e.date_end,
    e.date_precision
FROM events AS e
JOIN event_participants AS a ON a.event_id = e.event_id
JOIN event_participants AS b ON b.event_id = e.event_id AND a.actor_id < b.actor_id
WHERE e.status = 'held';

-- One row is one event that was scheduled, proposed or postponed and that no event is known
-- to have realised or rescheduled. Key: event_id.
CREATE VIEW planned_not_held AS
SELECT t.*
FROM timeline AS t
WHERE t.status IN ('scheduled', 'proposed', 'postponed')
  AND t.event_id NOT IN (
      SELECT event_a FROM event_links WHERE relation IN ('realised_as', 'rescheduled_as')
  );

-- One row is one claim of an article that is no duplicate, with those who vouch for it;
-- 'narrator' is the article itself. Key: claim_id.
CREATE VIEW claims_asserted AS
SELECT
    c.claim_id,
    c.article_id,
    coalesce(
        (
            SELECT string_agg(a.name, ', ' ORDER BY a.name)
            FROM claim_asserters AS ca JOIN actors AS a ON a.actor_id = ca.actor_id
            WHERE ca.claim_id = c.claim_id
        ),
        'narrator'
    ) AS asserters,
    c.text,
    c.claim_type,
    c.certainty,
    c.polarity,
    c.comparator,
    c.value,
    c.unit,
    c.time_start,
    c.time_end,
    s.said_on,
    ar.published_on,
    (
        SELECT string_agg(e.text, ' […] ' ORDER BY e.position)
        FROM evidence AS e WHERE e.record_id = c.claim_id
    ) AS evidence
FROM claims AS c
JOIN articles AS ar ON ar.article_id = c.article_id AND ar.duplicate_of IS NULL
LEFT JOIN statements AS s ON s.statement_id = c.statement_id;

-- One row is one linked pair of claims with both sentences and who vouches for each.
CREATE VIEW claim_pairs AS
SELECT
    l.relation,
    l.rule,
    a.asserters AS asserters_a,
    a.text AS text_a,
    b.asserters AS asserters_b,
    b.text AS text_b,
    l.claim_a,
    l.claim_b
FROM claim_links AS l
JOIN claims_asserted AS a ON a.claim_id = l.claim_a
JOIN claims_asserted AS b ON b.claim_id = l.claim_b;

-- One row is one article: its quotations of four words or more, how many a statement covers,
-- how many are no speech, how many are open; records and rejects. Key: article_id.
CREATE VIEW coverage AS
SELECT
    ar.article_id,
    ar.title,
    (SELECT count(*) FROM quote_spans AS q WHERE q.article_id = ar.article_id) AS quotations,
    (
        SELECT count(*) FROM quote_spans AS q
        WHERE q.article_id = ar.article_id AND q.verdict = 'speech'
    ) AS covered,
    (
        SELECT count(*) FROM quote_spans AS q
        WHERE q.article_id = ar.article_id AND q.verdict = 'not_speech'
    ) AS not_speech,
    (
        SELECT count(*) FROM quote_spans AS q
        WHERE q.article_id = ar.article_id AND q.verdict = 'open'
    ) AS open,
    (SELECT count(*) FROM summits AS s WHERE s.article_id = ar.article_id) AS summits,
    (SELECT count(*) FROM statements AS s WHERE s.article_id = ar.article_id) AS statements,
    (SELECT count(*) FROM claims AS c WHERE c.article_id = ar.article_id) AS claims,
    (SELECT count(*) FROM rejects AS r WHERE r.article_id = ar.article_id) AS rejects
FROM articles AS ar;

-- One row is one reason for a person to look at something: what `summitry review` shows, in
-- its order. Key: article_id, priority, reason.
CREATE VIEW review_queue AS
WITH items AS (
    SELECT
        q.*,
        row_number() OVER (
            ORDER BY q.score DESC, q.article_id, q.char_start, q.kind, q.key
        ) AS priority
    FROM ({review/queue}) AS q
    WHERE q.state = 'open' AND len(q.reasons) > 0
)
SELECT
    i.priority,
    r.reason.code AS reason,
    i.article_id,
    CASE WHEN i.kind IN ('summit', 'statement', 'claim', 'actor_mention') THEN i.key END AS record_id,
    CASE WHEN i.kind = 'quotation' THEN i.label ELSE array_to_string(r.reason.words, '; ') END
        AS detail
FROM items AS i, unnest(i.reasons) AS r (reason)
ORDER BY i.priority, r.reason.points DESC, r.reason.code;

-- One row is what one source cost in one run. Key: run_id, source_path. Tokens of failed
-- attempts count; cost_usd is null where no price was known. The source '(claim pairs)'
-- stands for judging how claims stand to each other.
CREATE VIEW costs AS
SELECT
    o.run_id,
    o.source_path,
    o.article_id,
    ar.outlet,
    ar.title,
    r.model,
    o.outcome,
    o.attempts,
    o.input_tokens,
    o.output_tokens,
    o.cost_usd
FROM outcomes AS o
JOIN runs AS r ON r.run_id = o.run_id
LEFT JOIN articles AS ar ON ar.article_id = o.article_id;

-- One row is one record on which a person's verdict stands. Key: article_id, record_id. A
-- rejected one is in no other table.
CREATE VIEW decided_records AS
SELECT
    d.article_id,
    d.target AS record_id,
    arg_max(d.kind, (d.decided_at, d.decision_id)) AS verdict,
    arg_max(d.decided_by, (d.decided_at, d.decision_id)) AS decided_by,
    max(d.decided_at) AS decided_at
FROM decisions AS d
WHERE d.undone_by IS NULL AND d.kind IN ('accept', 'correct', 'reject', 'add')
GROUP BY d.article_id, d.target;
