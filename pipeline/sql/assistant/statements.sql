-- One row is one of these statements, with its people by name and the event it belongs to.
SELECT
    s.statement_id AS id,
    s.article_id,
    s.run_id,
    m.event_id,
    list(a.name ORDER BY sa.position) FILTER (WHERE sa.role = 'speaker') AS speakers,
    list(a.name ORDER BY sa.position) FILTER (WHERE sa.role = 'via') AS relayed_by,
    list(a.name ORDER BY sa.position) FILTER (WHERE sa.role = 'addressee') AS addressees,
    s.said_on,
    s.quote_type,
    s.act,
    s.medium,
    s.speaker_text AS speaker_words,
    s.cue_text AS cue_words
FROM statements AS s
LEFT JOIN summits AS m ON m.summit_id = s.summit_id
LEFT JOIN statement_actors AS sa ON sa.statement_id = s.statement_id
LEFT JOIN actors AS a ON a.actor_id = sa.actor_id
WHERE s.statement_id IN (SELECT unnest($ids::VARCHAR[]))
GROUP BY ALL;
