-- All that was decided, undone ones too, the newest first; of one article, or of all (null).
SELECT
    d.decision_id, d.decided_at, d.decided_by, d.kind, d.article_id, d.target, d.undone_by,
    coalesce(
        a.title,
        (SELECT parse_filename(min(s.source_path)) FROM article_sources AS s WHERE s.article_id = a.article_id),
        a.article_id
    ) AS title,
    coalesce(
        d.value ->> '$.after.record.text', d.value ->> '$.before.record.text',
        d.value ->> '$.after.record.name', d.value ->> '$.before.record.name',
        d.value ->> '$.after.spans[0].text', d.value ->> '$.before.spans[0].text',
        d.value ->> '$.about.words', d.value ->> '$.about.message'
    ) AS words,
    coalesce(d.value ->> '$.after.kind', d.value ->> '$.before.kind') AS record_kind
FROM decisions AS d LEFT JOIN articles AS a ON a.article_id = d.article_id
WHERE d.kind <> 'claim_link' AND ($article_id IS NULL OR d.article_id = $article_id)
ORDER BY d.decided_at DESC, d.decision_id DESC
LIMIT $most;
