SELECT summit_id FROM summits;
