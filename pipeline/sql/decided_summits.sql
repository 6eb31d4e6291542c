-- One row is one meeting as decisions remember it: where it stands and who took part. Of the
-- meetings named and of all in the articles named.
SELECT
    s.summit_id,
    s.article_id,
    s.status,
    s.date_start,
    s.date_end,
    (
        SELECT coalesce(list([e.char_start, e.char_end] ORDER BY e.position), [])
        FROM evidence AS e
        WHERE e.record_id = s.summit_id
    ) AS spans,
    (
        SELECT list(DISTINCT p.party_id ORDER BY p.party_id)
        FROM participations AS p
        WHERE p.summit_id = s.summit_id AND p.party_id IS NOT NULL
    ) AS parties
FROM summits AS s
WHERE s.summit_id IN (SELECT unnest($summit_ids::VARCHAR[]))
   OR s.article_id IN (SELECT unnest($article_ids::VARCHAR[]))
ORDER BY s.summit_id;
