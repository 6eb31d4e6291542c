-- One row is one meeting of one article, as merging looks at it.
SELECT
    s.summit_id,
    s.article_id,
    s.status,
    s.channel,
    s.level,
    (
        SELECT list(DISTINCT p.party_id ORDER BY p.party_id)
        FROM participations AS p
        WHERE p.summit_id = s.summit_id AND p.party_id IS NOT NULL
    ) AS parties,
    s.date_start,
    s.date_end,
    s.date_precision,
    s.place_id,
    pl.kind AS place_kind,
    s.place_text,
    s.geoname_id,
    s.country_iso3,
    coalesce(a.published_on, a.date_high) AS told_on
FROM summits AS s
LEFT JOIN articles AS a ON a.article_id = s.article_id
LEFT JOIN places AS pl ON pl.place_id = s.place_id
ORDER BY s.summit_id;
