"""Who is in an article: names, roles, collectives and pronouns brought to actors."""

from pipeline.rules.mentions import Cast
from pipeline.rules.text import Layout


def cast(layout: Layout) -> Cast:
    """The cast of an article. `"Mara Venn, Kallistan's president, … she" -> one actor`."""
    return Cast((), ())
