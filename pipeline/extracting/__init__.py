"""Asking a model: prompts, windows, calls, follow-ups, recorded answers."""
