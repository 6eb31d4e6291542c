SELECT * FROM event_links;
