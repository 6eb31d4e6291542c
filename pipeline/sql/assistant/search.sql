-- One row is one record whose words hold every one of $words, in articles that are no
-- duplicates, in order of time; day_basis says which day stands for it. Any filter may be null.
WITH told AS (
    SELECT
        'statement' AS kind,
        s.statement_id AS id,
        s.text,
        coalesce(s.said_on, ar.published_on, ar.date_low) AS first_day,
        coalesce(s.said_on, ar.published_on, ar.date_high) AS last_day,
        CASE WHEN s.said_on IS NULL THEN 'article' ELSE 'said_on' END AS day_basis
    FROM statements AS s
    JOIN articles AS ar ON ar.article_id = s.article_id AND ar.duplicate_of IS NULL
    UNION ALL
    SELECT
        'claim',
        c.claim_id,
        c.text,
        coalesce(c.time_start, c.time_end, s.said_on, ar.published_on, ar.date_low),
        coalesce(c.time_end, c.time_start, s.said_on, ar.published_on, ar.date_high),
        CASE
            WHEN c.time_start IS NOT NULL OR c.time_end IS NOT NULL THEN 'time_spoken_of'
            WHEN s.said_on IS NOT NULL THEN 'said_on'
            ELSE 'article'
        END
    FROM claims AS c
    JOIN articles AS ar ON ar.article_id = c.article_id AND ar.duplicate_of IS NULL
    LEFT JOIN statements AS s ON s.statement_id = c.statement_id
    UNION ALL
    SELECT
        'meeting',
        m.summit_id,
        concat_ws(' ', m.title, m.place_text, p.name),
        coalesce(m.date_start, m.date_end),
        coalesce(m.date_end, m.date_start),
        'date'
    FROM summits AS m
    JOIN articles AS ar ON ar.article_id = m.article_id AND ar.duplicate_of IS NULL
    LEFT JOIN places AS p ON p.place_id = m.place_id
),
people AS (
    SELECT statement_id AS id, actor_id FROM statement_actors WHERE role IN ('speaker', 'via')
    UNION ALL
    SELECT claim_id, actor_id FROM claim_asserters
    UNION ALL
    SELECT summit_id, actor_id FROM participations
),
wanted AS (
    SELECT a.actor_id FROM actors AS a
    WHERE contains(strip_accents(lower(a.name)), strip_accents(lower($actor)))
    UNION
    SELECT m.actor_id FROM actor_mentions AS m
    WHERE contains(strip_accents(lower(m.name)), strip_accents(lower($actor)))
)
SELECT t.kind, t.id, t.day_basis
FROM told AS t
LEFT JOIN (
    SELECT record_id, string_agg(text, ' ') AS text FROM evidence GROUP BY record_id
) AS e ON e.record_id = t.id
WHERE ($kind IS NULL OR t.kind = $kind)
  AND ($first_day::DATE IS NULL OR t.last_day >= $first_day::DATE)
  AND ($last_day::DATE IS NULL OR t.first_day <= $last_day::DATE)
  AND ($actor IS NULL OR t.id IN (SELECT p.id FROM people AS p JOIN wanted AS w ON w.actor_id = p.actor_id))
  AND len(list_filter(
      $words::VARCHAR[],
      lambda word: NOT contains(strip_accents(lower(concat_ws(' ', t.text, e.text))), strip_accents(lower(word)))
  )) = 0
ORDER BY t.first_day NULLS LAST, t.kind, t.id;
