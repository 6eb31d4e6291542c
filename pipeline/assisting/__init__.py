"""What an assistant may ask of a database: records with the words they rest on."""
