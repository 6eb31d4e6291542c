"""What articles have to do with each other: duplicates, events, relations of claims."""
