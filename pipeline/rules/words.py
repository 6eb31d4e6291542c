"""The word lists of the rules, read from `reference/actor_words.csv`.

General vocabulary of news English: heads of roles ("president"), words of bodies
("ministry"), of groups ("rebels"), modifiers ("prime") and common given names.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pipeline.grounding.wording import FUNCTION_WORDS
from pipeline.grounding.written_dates import MONTHS, WEEKDAYS

UPPER = "".join(c for c in map(chr, [*range(0x250), *range(0x1E00, 0x1F00)]) if c.isupper())
"""Capital letters of Latin script, for character classes."""


@cache
def words(kind: str) -> Mapping[str, str]:
    """The words of a kind with their gender, m, f or nothing: `"person"`, `"given"`, …"""
    with files("pipeline").joinpath("reference/actor_words.csv").open(encoding="utf-8") as rows:
        return {row["word"]: row["gender"] for row in csv.DictReader(rows) if row["kind"] == kind}


PERSON = frozenset(words("person")) | {"pm", "fm"}
RANK = frozenset(words("rank")) | {f"{word}." for word in words("rank")}
BODY = frozenset(words("body")) | {"side"} | frozenset(words("media"))
PERSON_IN_CAPITALS = frozenset(
    "major general host guide fellow monitor rebel private manager pm fm".split()
)
"""Titles that in lower case mean something else: "a major step", "general elections"."""
BODY_IN_CAPITALS = frozenset(
    """
    times post news press wire house palace front movement forum summit conference community
    programme program project campaign trust mission force initiative network exchange center
    centre state club school service services guard guards command board paper site press
    daily weekly outlet channel portal monitor host plc inc corp ltd chamber
    authority headquarters church hospital airport company group society journal herald
    """.split()
)
"""Body nouns that in lower case mean a thing rather than an actor: "the times", "a force"."""
MEDIA = frozenset(words("media")) | {"agency", "outlet"}
OUTLETS = frozenset(words("outlet"))
"""News media by name, and the platforms on which people post."""
GROUP = frozenset(words("group"))
MODIFIER = frozenset(words("modifier"))
PORTFOLIO = frozenset(words("portfolio"))
"""What in capitals tells an office's field and is no name: "Chief Diplomatic Advisor"."""
GIVEN = words("given")
GENDER = {**words("rank"), **words("person")}
"""By word of a title: "king" m, "spokeswoman" f, "president" nothing."""
CALENDAR = frozenset(MONTHS) | frozenset(WEEKDAYS)
OPENERS = (
    FUNCTION_WORDS
    | CALENDAR
    | frozenset(
        """
        according speaking asked addressing following last next earlier later meanwhile yesterday
        today tomorrow tonight monday instead however although though despite amid given once
        whether thus hence therefore moreover furthermore nonetheless nevertheless besides
        indeed perhaps maybe among amongst like unlike per yes please thank thanks let asking
        responding replying citing noting adding saying calling referring turning returning
        based talks relations negotiations meetings reports additional further another several
        many most few some such one two three four five six seven eight nine ten first second
        third last new old recent recently previously separately together apart aside early
        everyone everybody nobody someone somebody anyone
        late more less nearly almost about around hundreds thousands millions dozens scores
        """.split()
    )
)
"""Words that open a sentence with a capital and are no name."""
PARTICLES = frozenset(
    "de da do dos das del della di du la le van von der den bin bint ibn al el "
    "ben ter ten zu af e y".split()
)
DETERMINERS = frozenset(
    "the a an his her their its our my your this that these those some several many both all "
    "another one any no each every few various certain other".split()
)
NUMBERS = frozenset("two three four five six seven eight nine ten dozen".split())
PRONOUNS = frozenset("he she they him her them it i we us".split())
DOCUMENTS = frozenset(
    """
    statement report communique communiqué readout letter post message declaration memo release
    transcript note text document tweet email survey study reports comments remarks statements
    letters messages
    """.split()
)
DATA = frozenset(
    """
    figures data estimates statistics numbers pictures images records documents polls analysis
    results study studies research sources officials calculations
    """.split()
)
