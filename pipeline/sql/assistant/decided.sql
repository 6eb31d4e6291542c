-- One row is one of these records: a person's verdict that stands on it, and doubts about it.
SELECT
    w.record_id,
    d.verdict,
    d.decided_by,
    (
        SELECT list(f.code || ': ' || f.message ORDER BY f.code, f.message)
        FROM flags AS f WHERE f.record_id = w.record_id AND f.code <> 'agreed'
    ) AS doubts
FROM (SELECT unnest($ids::VARCHAR[]) AS record_id) AS w
LEFT JOIN decided_records AS d ON d.record_id = w.record_id;
