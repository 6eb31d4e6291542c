"""The database and the exchange form: landing, asking, checking."""
