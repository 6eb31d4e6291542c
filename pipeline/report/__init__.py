"""`summitry report`: the database as one HTML file that opens from disk and calls nobody."""
