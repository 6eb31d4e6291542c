-- One row is one place.
SELECT place_id, name, kind, geoname_id, country_iso3 FROM places ORDER BY place_id;
