-- One row is one statement with its main speaker; the words are article text.
CREATE VIEW quotes AS
SELECT
    s.statement_id,
    s.article_id,
    string_agg(DISTINCT a.name, ', ' ORDER BY a.name) AS speakers,
    count(DISTINCT a.actor_id) AS n_speakers,
    s.said_on,
    s.quote_type,
    s.act,
    s.medium,
    s.text
FROM statements AS s
LEFT JOIN statement_actors AS sa ON sa.statement_id = s.statement_id AND sa.role = 'speaker'
LEFT JOIN actors AS a ON a.actor_id = sa.actor_id
GROUP BY ALL;
