-- The tellings whose place in an event a person decided.
SELECT summit_id, decided_by FROM event_mentions WHERE rule = 'decided';
