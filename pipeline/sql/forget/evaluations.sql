-- Figures stay, the words of single records go: they name documents otherwise than articles.
UPDATE evaluations SET details = json_merge_patch(details, '{"records": []}');
