"""Review: a person's decisions on records, kept apart from them and laid over every reading."""
