"""Where a text names, describes or points at somebody: the cast of an article."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from schemas.draft import ActorDraft

MentionKind = Literal["name", "role", "pronoun", "collective", "seat", "adjective"]
"""How a mention is worded; what kind of actor it is stands in its ActorDraft.

`seat` is a capital or building that may stand for a government ("Ankara", "the Kremlin"):
next to a verb of saying it speaks, after "in" it is a place. `adjective` is a state's
people or adjective ("Turkish"), which by itself is nobody.
"""


@dataclass(frozen=True, slots=True)
class Mention:
    """`text[start:end]`, determiner and title included: "the Turkish president", "he".

    `core` is the name alone inside it, equal to the whole for roles and pronouns:
    `"Russian President Vladimir Putin" -> "Vladimir Putin"`.
    """

    start: int
    end: int
    text: str
    kind: MentionKind
    actors: tuple[int, ...]
    """Indices into `Cast.actors`, several for "the two leaders"; empty where nobody fits."""
    core: tuple[int, int] = (0, 0)
    tail: int = 0
    """Past what hangs on it: "Jane Doe, 45, a professor in Paris," or "Hassan Rohani of Iran"."""
    quoted: bool = False
    """It stands inside quotation marks."""

    @property
    def actor(self) -> int | None:
        """The one actor, or None where there is none or several."""
        return self.actors[0] if len(self.actors) == 1 else None


@dataclass(frozen=True)
class Cast:
    """Who is in an article: actors with refs a1, a2, … and where they are mentioned.

    Mentions stand in text order and do not overlap.
    """

    actors: tuple[ActorDraft, ...]
    mentions: tuple[Mention, ...]
    countries: tuple[str | None, ...] = ()
    """By actor: ISO 3166 code of the state that he is or acts for, where known."""
    genders: tuple[str, ...] = ()
    """By actor: m or f where a title, a given name or a pronoun tells it, else nothing."""
    publisher: str | None = None
    """ISO 3166 code of the state whose government published the article, where one did."""

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    @cached_property
    def _ends(self) -> list[int]:
        return [mention.end for mention in self.mentions]

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that lie wholly in `text[start:end]`."""
        first = bisect_left(self._starts, start)
        last = bisect_right(self._ends, end)
        return self.mentions[first:last]

    def at(self, offset: int) -> Mention | None:
        """The mention that holds the character at `offset`."""
        at = bisect_right(self._starts, offset) - 1
        if at >= 0 and offset < self.mentions[at].end:
            return self.mentions[at]
        return None

    def before(self, offset: int) -> Mention | None:
        """The last mention that ends at or before `offset`."""
        at = bisect_right(self._ends, offset) - 1
        return self.mentions[at] if at >= 0 else None

    def after(self, offset: int) -> Mention | None:
        """The first mention that begins at or after `offset`."""
        at = bisect_left(self._starts, offset)
        return self.mentions[at] if at < len(self.mentions) else None

    def refs(self, actors: Sequence[int]) -> tuple[str, ...]:
        """The wire refs of actors: `(0, 2) -> ("a1", "a3")`."""
        return tuple(self.actors[one].ref for one in actors)
