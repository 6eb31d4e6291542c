-- One row is one thing that a person may look at: a record, an open quotation, a refused
-- record, a doubt about an article. Key: article_id, key. What is most likely wrong and
-- matters most comes first:
--
--     score = least(20, points of its reasons) * (1 + its stakes)
--
-- Points say how likely something is wrong. By flag: decision without record 9, error 8, days
-- that disagree 5, any other warning 3, unverified role 2, any other note 1. Open quotation 6,
-- refused record 6, ambiguous event 5, tension with another claim 3. A record without any
-- reason has 0.5: nobody has looked at it. Several doubts of one kind count once.
-- Stakes say what rests on it. A verbatim quotation of a named leader 1, a statement's claims
-- 0.1 each up to 0.5; a meeting of leaders 0.5, an event that n articles tell (n - 1) / 2 up to
-- 1.5; a claim with a number 0.5, its links to other claims 0.25 each up to 0.5; the records
-- that name an actor 0.1 each up to 1.
-- `state`: open, unsure, decided; a decided record that lost what it stood on is open again.
WITH days (code) AS (
    VALUES ('model_date_differs'), ('weekday_conflict'), ('date_not_in_evidence'),
        ('no_publication_date')
),
said AS (
    SELECT d.article_id, d.target, d.kind, d.decided_by, d.decided_at, d.decision_id, d.value
    FROM decisions AS d
    WHERE d.undone_by IS NULL AND d.article_id IS NOT NULL
),
latest AS (
    SELECT
        article_id,
        target,
        arg_max(kind, (decided_at, decision_id)) AS kind,
        arg_max(decided_by, (decided_at, decision_id)) AS decided_by
    FROM said GROUP BY article_id, target
),
dismissed AS (
    SELECT
        article_id,
        value ->> '$.about.code' AS code,
        value ->> '$.about.message' AS message,
        value ->> '$.about.draft' AS draft
    FROM said WHERE kind = 'dismiss'
),
current_runs AS (
    SELECT o.article_id, arg_max(o.run_id, r.started_at) AS run_id
    FROM outcomes AS o JOIN runs AS r ON r.run_id = o.run_id
    WHERE o.article_id IS NOT NULL AND o.outcome IN ('records', 'empty')
    GROUP BY o.article_id
),
places AS (
    SELECT record_id, min(char_start) AS char_start FROM evidence GROUP BY record_id
),
met AS (
    SELECT p.summit_id, string_agg(a.name, ', ' ORDER BY a.name) AS names
    FROM participations AS p JOIN actors AS a ON a.actor_id = p.actor_id
    GROUP BY p.summit_id
),
spoke AS (
    SELECT s.statement_id, string_agg(a.name, ', ' ORDER BY s.position) AS names
    FROM statement_actors AS s JOIN actors AS a ON a.actor_id = s.actor_id
    WHERE s.role = 'speaker'
    GROUP BY s.statement_id
),
vouched AS (
    SELECT c.claim_id, string_agg(a.name, ', ' ORDER BY a.name) AS names
    FROM claim_asserters AS c JOIN actors AS a ON a.actor_id = c.actor_id
    GROUP BY c.claim_id
),
records AS (
    SELECT
        s.article_id, s.summit_id AS key, 'summit' AS kind, s.summit_id AS record_id,
        concat_ws(' · ', s.status, coalesce(m.names, s.title, 'nobody named'), s.date_text) AS label
    FROM summits AS s LEFT JOIN met AS m ON m.summit_id = s.summit_id
    UNION ALL
    SELECT
        s.article_id, s.statement_id, 'statement', s.statement_id,
        coalesce(p.names, 'nobody') || ': ' || s.text
    FROM statements AS s LEFT JOIN spoke AS p ON p.statement_id = s.statement_id
    UNION ALL
    SELECT
        c.article_id, c.claim_id, 'claim', c.claim_id,
        coalesce(v.names, 'the narrator') || ': ' || c.text
    FROM claims AS c LEFT JOIN vouched AS v ON v.claim_id = c.claim_id
    UNION ALL
    SELECT
        m.article_id, m.mention_id, 'actor_mention', m.mention_id,
        concat_ws(', ', m.name, m.role) || ' = ' || a.name
    FROM actor_mentions AS m JOIN actors AS a ON a.actor_id = m.actor_id
),
items AS (
    SELECT r.*, p.char_start FROM records AS r LEFT JOIN places AS p ON p.record_id = r.record_id
    UNION ALL
    SELECT q.article_id, 'quote:' || q.char_start, 'quotation', NULL, q.text, q.char_start
    FROM quote_spans AS q WHERE q.verdict = 'open'
    UNION ALL
    SELECT
        r.article_id, 'reject:' || r.reject_id, 'refused', NULL,
        r.record_kind || ': ' || r.message, NULL
    FROM rejects AS r
    JOIN current_runs AS c ON c.article_id = r.article_id AND c.run_id = r.run_id
    UNION ALL
    SELECT f.article_id, 'flag:' || f.flag_id, 'article', NULL, f.message, NULL
    FROM flags AS f WHERE f.record_id IS NULL
),
reasons AS (
    SELECT
        f.article_id,
        coalesce(f.record_id, 'flag:' || f.flag_id) AS key,
        f.code,
        f.message AS words,
        CASE
            WHEN f.code = 'decision_without_record' THEN 9
            WHEN f.severity = 'error' THEN 8
            WHEN f.code IN (SELECT code FROM days) THEN 5
            WHEN f.severity = 'warning' THEN 3
            WHEN f.code = 'role_from_unverified_table' THEN 2
            ELSE 1
        END AS points
    FROM flags AS f WHERE f.code <> 'agreed'
    UNION ALL
    SELECT
        q.article_id, 'quote:' || q.char_start, 'open_quotation',
        'no statement covers this quotation: add one, or say that nobody speaks here', 6
    FROM quote_spans AS q WHERE q.verdict = 'open'
    UNION ALL
    SELECT r.article_id, 'reject:' || r.reject_id, 'refused_' || r.code, r.message, 6
    FROM rejects AS r
    UNION ALL
    SELECT
        s.article_id, s.summit_id, 'ambiguous_event',
        'it fits more than one event: merge it with the right one, or set it apart', 5
    FROM event_mentions AS m JOIN summits AS s ON s.summit_id = m.summit_id
    WHERE m.rule = 'ambiguous'
    UNION ALL
    SELECT c.article_id, c.claim_id, 'tension', 'in tension with: ' || o.text, 3
    FROM (
        SELECT claim_a AS claim_id, claim_b AS other_id, relation FROM claim_links
        UNION ALL SELECT claim_b, claim_a, relation FROM claim_links
    ) AS l
    JOIN claims AS c ON c.claim_id = l.claim_id
    JOIN claims AS o ON o.claim_id = l.other_id
    WHERE l.relation IN ('tension', 'contradicts')
),
coded AS (
    SELECT article_id, key, code, list(DISTINCT words ORDER BY words) AS words, max(points) AS points
    FROM reasons GROUP BY article_id, key, code
),
reasoned AS (
    SELECT
        article_id,
        key,
        list({code: code, words: words, points: points} ORDER BY points DESC, code) AS reasons,
        sum(points) AS points,
        bool_or(code IN ('decision_without_record', 'lost_tie')) AS shaken
    FROM coded GROUP BY article_id, key
),
leaders AS (
    SELECT DISTINCT p.actor_id
    FROM participations AS p
    JOIN summits AS s ON s.summit_id = p.summit_id AND s.level = 'leaders'
    JOIN actors AS a ON a.actor_id = p.actor_id AND a.kind = 'person'
),
stakes AS (
    SELECT DISTINCT
        s.statement_id AS record_id, 'a verbatim quotation of a leader' AS words, 1.0 AS points
    FROM statements AS s
    JOIN statement_actors AS sa ON sa.statement_id = s.statement_id AND sa.role = 'speaker'
    JOIN leaders AS l ON l.actor_id = sa.actor_id
    WHERE s.quote_type IN ('direct', 'mixed')
    UNION ALL
    SELECT c.statement_id, count(*) || CASE count(*) WHEN 1 THEN ' claim rests on it' ELSE ' claims rest on it' END, least(0.5, 0.1 * count(*))
    FROM claims AS c WHERE c.statement_id IS NOT NULL GROUP BY c.statement_id
    UNION ALL
    SELECT s.summit_id, 'a meeting of leaders', 0.5 FROM summits AS s WHERE s.level = 'leaders'
    UNION ALL
    SELECT
        s.summit_id, e.n_articles || ' articles tell this event',
        least(1.5, 0.5 * (e.n_articles - 1))
    FROM summits AS s JOIN events AS e ON e.event_id = s.event_id
    WHERE e.n_articles > 1
    UNION ALL
    SELECT c.claim_id, 'it states a number', 0.5 FROM claims AS c WHERE c.value IS NOT NULL
    UNION ALL
    SELECT k.claim_id, count(*) || CASE count(*) WHEN 1 THEN ' link' ELSE ' links' END || ' to other claims', least(0.5, 0.25 * count(*))
    FROM (
        SELECT claim_a AS claim_id FROM claim_links UNION ALL SELECT claim_b FROM claim_links
    ) AS k
    GROUP BY k.claim_id
    UNION ALL
    SELECT m.mention_id, count(*) || CASE count(*) WHEN 1 THEN ' record names' ELSE ' records name' END || ' this actor', least(1.0, 0.1 * count(*))
    FROM actor_mentions AS m
    JOIN (
        SELECT s.article_id, p.actor_id
        FROM participations AS p JOIN summits AS s ON s.summit_id = p.summit_id
        UNION ALL
        SELECT s.article_id, p.actor_id
        FROM statement_actors AS p JOIN statements AS s ON s.statement_id = p.statement_id
        UNION ALL
        SELECT c.article_id, p.actor_id
        FROM claim_asserters AS p JOIN claims AS c ON c.claim_id = p.claim_id
    ) AS n ON n.article_id = m.article_id AND n.actor_id = m.actor_id
    GROUP BY m.mention_id
),
staked AS (
    SELECT record_id, list(words ORDER BY points DESC, words) AS stakes, sum(points) AS points
    FROM stakes GROUP BY record_id
)
SELECT
    i.article_id,
    coalesce(
        a.title,
        (SELECT parse_filename(min(s.source_path)) FROM article_sources AS s WHERE s.article_id = a.article_id),
        a.article_id
    ) AS title,
    i.key,
    i.kind,
    i.char_start,
    left(i.label, 240) AS label,
    coalesce(r.reasons, []) AS reasons,
    coalesce(s.stakes, []) AS stakes,
    round(least(20, coalesce(r.points, 0.5)) * (1 + coalesce(s.points, 0)), 3)::DOUBLE AS score,
    CASE
        WHEN l.kind = 'unsure' THEN 'unsure'
        WHEN l.kind IS NULL OR coalesce(r.shaken, false) THEN 'open'
        ELSE 'decided'
    END AS state,
    l.decided_by
FROM items AS i
JOIN articles AS a ON a.article_id = i.article_id AND a.duplicate_of IS NULL
LEFT JOIN reasoned AS r ON r.article_id = i.article_id AND r.key = i.key
LEFT JOIN staked AS s ON s.record_id = i.record_id
LEFT JOIN latest AS l ON l.article_id = i.article_id AND l.target = i.key
WHERE NOT (
    i.kind = 'article' AND EXISTS (
        SELECT 1 FROM dismissed AS d JOIN flags AS f ON 'flag:' || f.flag_id = i.key
        WHERE d.article_id = i.article_id AND d.code = f.code AND d.message = f.message
    )
)
AND NOT (
    i.kind = 'refused' AND EXISTS (
        SELECT 1 FROM dismissed AS d JOIN rejects AS j ON 'reject:' || j.reject_id = i.key
        WHERE d.article_id = i.article_id AND d.code = j.code AND d.draft = j.draft::VARCHAR
    )
)
ORDER BY score DESC, i.article_id, i.char_start, i.kind, i.key;
