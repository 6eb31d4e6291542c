"""The commands: options and words for a person; the work is done below."""
