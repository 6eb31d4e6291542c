-- Each article's current records, with the actors and places that they name: one row is one
-- line of the exchange form. Temporary, so that a database that is only read may have it.
CREATE OR REPLACE TEMP VIEW record_lines (article_id, line) AS
SELECT s.article_id, '{"kind":"article",' || substr(to_json({
    article_id: s.article_id, title: s.title, language: s.language, byline: s.byline,
    dateline_place: s.dateline_place, published_text: s.published_text,
    published_on: s.published_on, date_low: s.date_low, date_high: s.date_high,
    date_basis: s.date_basis
})::VARCHAR, 2)
FROM articles AS s
UNION ALL
SELECT DISTINCT m.article_id, '{"kind":"actor",' || substr(to_json({
    actor_id: s.actor_id, name: s.name, actor_kind: s.kind, country_iso3: s.country_iso3,
    wikidata_qid: s.wikidata_qid
})::VARCHAR, 2)
FROM (
    SELECT article_id, actor_id FROM actor_mentions
    UNION ALL
    SELECT t.article_id, p.party_id
    FROM participations AS p
    JOIN summits AS t ON t.summit_id = p.summit_id
) AS m
JOIN actors AS s ON s.actor_id = m.actor_id
UNION ALL
SELECT DISTINCT t.article_id, '{"kind":"place",' || substr(to_json({
    place_id: s.place_id, name: s.name, place_kind: s.kind, geoname_id: s.geoname_id,
    country_iso3: s.country_iso3
})::VARCHAR, 2)
FROM summits AS t
JOIN places AS s ON s.place_id = t.place_id
UNION ALL
SELECT s.article_id, '{"kind":"actor_mention",' || substr(to_json(s)::VARCHAR, 2)
FROM actor_mentions AS s
UNION ALL
SELECT s.article_id, '{"kind":"summit",' || substr(to_json(s)::VARCHAR, 2)
FROM summits AS s
UNION ALL
SELECT t.article_id, '{"kind":"participation",' || substr(to_json(s)::VARCHAR, 2)
FROM participations AS s
JOIN summits AS t ON t.summit_id = s.summit_id
UNION ALL
SELECT s.article_id, '{"kind":"statement",' || substr(to_json(s)::VARCHAR, 2)
FROM statements AS s
UNION ALL
SELECT t.article_id, '{"kind":"statement_actor",' || substr(to_json(s)::VARCHAR, 2)
FROM statement_actors AS s
JOIN statements AS t ON t.statement_id = s.statement_id
UNION ALL
SELECT s.article_id, '{"kind":"claim",' || substr(to_json(s)::VARCHAR, 2)
FROM claims AS s
UNION ALL
SELECT t.article_id, '{"kind":"claim_asserter",' || substr(to_json(s)::VARCHAR, 2)
FROM claim_asserters AS s
JOIN claims AS t ON t.claim_id = s.claim_id
UNION ALL
SELECT s.article_id, '{"kind":"evidence",' || substr(to_json(s)::VARCHAR, 2)
FROM evidence AS s
UNION ALL
SELECT s.article_id, '{"kind":"quote_span",' || substr(to_json(s)::VARCHAR, 2)
FROM quote_spans AS s
UNION ALL
SELECT s.article_id, '{"kind":"flag",' || substr(to_json(s)::VARCHAR, 2)
FROM flags AS s;
