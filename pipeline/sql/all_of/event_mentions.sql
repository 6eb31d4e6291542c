SELECT * FROM event_mentions;
