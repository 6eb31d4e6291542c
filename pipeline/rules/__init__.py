"""The built-in extractor: the same draft that a model fills, from the text alone.

No network, no weights, no parser: compiled patterns and the tables of `pipeline/reference`.
It serves English; `language.language_of` tells other languages.
Which module reads what, in the order of the stages: docs/rules.md, "Where what is read".
"""
