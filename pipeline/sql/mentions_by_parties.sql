-- One row is one meeting of one article, as merging looks at it; what can be one event stands
-- together: meetings of the same parties on the same level. Of one share of all meetings,
-- counted from 0, which holds all of the same parties; a share is for sorting less at once.
-- By numbers, for what is grouped by strings cannot be put away where memory is short.
WITH wanted AS (
    SELECT summit_id
    FROM (
        SELECT summit_id, NULL AS party_id FROM summits
        UNION ALL
        SELECT summit_id, party_id FROM participations
    )
    GROUP BY summit_id
    HAVING hash(min(hash(party_id)), max(hash(party_id))) % $shares::UBIGINT = $share
)
SELECT
    s.summit_id,
    s.article_id,
    s.status,
    s.channel,
    s.level,
    coalesce(p.parties, []) AS parties,
    s.date_start,
    s.date_end,
    s.date_precision,
    s.place_id,
    pl.kind AS place_kind,
    s.place_text,
    s.geoname_id,
    s.country_iso3,
    coalesce(a.published_on, a.date_high) AS told_on,
    coalesce(p.people, []) AS people,
    a.duplicate_of
FROM summits AS s
SEMI JOIN wanted ON wanted.summit_id = s.summit_id
LEFT JOIN articles AS a ON a.article_id = s.article_id
LEFT JOIN places AS pl ON pl.place_id = s.place_id
LEFT JOIN (
    SELECT
        pa.summit_id,
        list(DISTINCT pa.party_id ORDER BY pa.party_id) FILTER (pa.party_id IS NOT NULL) AS parties,
        list(
            DISTINCT [coalesce(pa.party_id, ''), ac.name]
            ORDER BY [coalesce(pa.party_id, ''), ac.name]
        ) FILTER (ac.kind = 'person') AS people
    FROM participations AS pa
    SEMI JOIN wanted ON wanted.summit_id = pa.summit_id
    LEFT JOIN actors AS ac ON ac.actor_id = pa.actor_id
    GROUP BY pa.summit_id
) AS p ON p.summit_id = s.summit_id
ORDER BY s.level, coalesce(p.parties, []), s.summit_id;
