SELECT reject_id, record_kind, code, message, draft::VARCHAR AS draft
FROM rejects WHERE reject_id = $reject_id;
