"""Names of states, bodies, people and places, read from the tables of `pipeline/reference`."""
