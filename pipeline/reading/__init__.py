"""From the paths a person names to articles: formats, encodings, wrapping, paragraphs."""
