-- One row is one meeting of one article, as merging looks at it; what can be one event stands
-- together: meetings of the same parties on the same level.
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
    a.duplicate_of
FROM summits AS s
LEFT JOIN articles AS a ON a.article_id = s.article_id
LEFT JOIN places AS pl ON pl.place_id = s.place_id
LEFT JOIN (
    SELECT summit_id, list(DISTINCT party_id ORDER BY party_id) AS parties
    FROM participations
    WHERE party_id IS NOT NULL
    GROUP BY summit_id
) AS p ON p.summit_id = s.summit_id
ORDER BY s.level, coalesce(p.parties, []), s.summit_id;
