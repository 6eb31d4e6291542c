-- Articles that wait for a batch, or were shown to a model, by the words of a takedown: an
-- id or the beginning of it, a source's path, a URL.
SELECT article_id, title, url, source_path
FROM (
    SELECT
        article_id,
        json_extract(source, '$.title') AS title,
        json_extract(source, '$.url') AS url,
        source_path
    FROM batch_sources
    WHERE article_id IS NOT NULL
    UNION ALL
    SELECT
        article_id,
        json_extract(given, '$.read.title'),
        json_extract(given, '$.read.url'),
        NULL
    FROM articles
)
WHERE (:wanted <> '' AND substr(article_id, 1, length(:wanted)) = :wanted)
   OR url = :wanted
   OR article_id IN (SELECT article_id FROM batch_sources WHERE source_path = :wanted)
ORDER BY article_id, source_path;
