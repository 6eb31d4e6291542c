DELETE FROM claim_links;
