"""From words that point to spans of the article, and whether they still mean the same."""
