DELETE FROM event_links;
DELETE FROM event_mentions;
DELETE FROM events;
