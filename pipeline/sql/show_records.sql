-- Every meeting, statement and claim of one article as one line, in text order.
WITH placed AS (
    SELECT record_id, min(char_start) AS char_start
    FROM evidence
    WHERE article_id = $article_id
    GROUP BY record_id
),
told AS (
    SELECT
        'summit' AS kind,
        s.summit_id AS record_id,
        concat_ws(
            ', ', s.status, s.channel, s.level,
            coalesce(s.date_start::VARCHAR, 'no date'), s.place_text,
            (
                SELECT string_agg(a.name, ' + ' ORDER BY a.name)
                FROM participations AS p JOIN actors AS a ON a.actor_id = p.actor_id
                WHERE p.summit_id = s.summit_id
            )
        ) AS told
    FROM summits AS s WHERE s.article_id = $article_id
    UNION ALL
    SELECT
        'statement',
        t.statement_id,
        concat(
            (
                SELECT string_agg(a.name, ' + ' ORDER BY sa.position)
                FROM statement_actors AS sa JOIN actors AS a ON a.actor_id = sa.actor_id
                WHERE sa.statement_id = t.statement_id AND sa.role = 'speaker'
            ),
            ' (', t.act, ', ', t.quote_type, '): ', t.text
        )
    FROM statements AS t WHERE t.article_id = $article_id
    UNION ALL
    SELECT 'claim', c.claim_id, concat(c.text, ' (', c.claim_type, ', ', c.certainty, ')')
    FROM claims AS c WHERE c.article_id = $article_id
)
SELECT told.kind, told.record_id, told.told
FROM told JOIN placed ON placed.record_id = told.record_id
ORDER BY placed.char_start, told.kind;
