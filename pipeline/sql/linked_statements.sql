-- One row is one statement with its speakers, relayers, addressees and event.
SELECT
    s.statement_id, s.article_id, m.event_id, s.text, s.quote_type, s.quoted_ratio, s.act, s.medium,
    s.said_on, s.speaker_text, s.cue_text,
    list(sa.actor_id ORDER BY sa.position) FILTER (WHERE sa.role = 'speaker') AS speakers,
    list(sa.actor_id ORDER BY sa.position) FILTER (WHERE sa.role = 'via') AS via,
    list(sa.actor_id ORDER BY sa.position) FILTER (WHERE sa.role = 'addressee') AS addressees
FROM statements AS s
LEFT JOIN summits AS m ON m.summit_id = s.summit_id
LEFT JOIN statement_actors AS sa ON sa.statement_id = s.statement_id
GROUP BY ALL
ORDER BY s.statement_id;
