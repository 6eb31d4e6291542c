"""A run: sources to outcomes, what it spends and spares, and what goes on from one that ended."""
