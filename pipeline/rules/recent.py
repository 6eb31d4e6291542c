"""Who was named lately: what pronouns, "the two leaders" and "it" look back on."""

from dataclasses import dataclass, field

from pipeline.rules.people import Known, agrees
from pipeline.rules.phrase import Phrase
from pipeline.rules.tokens import Tokens

REACH = 4
"""Sentences back in which a pronoun finds somebody."""
_LATELY = 8
"""Uses among which the last subjects are looked for."""
_THINGS_REACH = 2
_SURE = 2.5
"""What a known gender adds to who a pronoun may be."""
_SAME = 2
"""What the subject of the same sentence has ahead of who was named in those before."""
_LED = 3
_SOON = (1, 2)
"""Sentences behind the lead in which it names whom it called by office."""
_WATERS = frozenset(
    "sea ocean strait straits gulf bay river island islands peninsula shoal reef canal lake "
    "mountains valley".split()
)
"""Last words of names that are no person's: "the East China Sea"."""
WHERE = frozenset("in at near from to of around outside across via on along off".split())


@dataclass
class Recent:
    """What the text named outside quotations, in order, sentence by sentence."""

    tokens: Tokens
    known: list[Known]
    uses: list[tuple[int, int, int, bool]] = field(default_factory=list)
    """Persons: actor, token, sentence, whether as a subject."""
    last_use: dict[int, int] = field(default_factory=dict)
    """By actor: index of its last use."""
    groups: list[tuple[tuple[int, ...], int, bool]] = field(default_factory=list)
    """Several named together or by a collective: actors, sentence, whether as a subject."""
    things: list[tuple[int, int, bool]] = field(default_factory=list)
    """States and bodies: actor, sentence, whether as a subject."""
    here: dict[int, None] = field(default_factory=dict)
    """Persons of the sentence that is being read."""
    here_sentence: int = -1
    row: list[int] = field(default_factory=list)
    """Actors of the coordination that is being read: "Putin, Rouhani and …"."""
    row_end: int = -1
    row_joined: bool = False
    row_subject: bool = False
    row_sentence: int = 0

    def note(self, phrase: Phrase, actors: tuple[int, ...], past: int, sentence: int) -> None:
        """Take a mention outside quotations into account; `past` is the token behind it."""
        classes = self.tokens.classes
        self.close_sentence(sentence)
        subject = self.subject(phrase, past, sentence)
        if classes[past : past + 1] == "v" or classes[phrase.first - 1 : phrase.first] == "v":
            for actor in actors:
                self.known[actor].speaks = True
        likely = tuple(
            one
            for one in actors
            if self.known[one].kind != "person" or not self.placelike(phrase, self.known[one])
        )
        self.join_row(phrase, likely, past, sentence, subject=subject)
        if len(actors) > 1:
            self.groups.append((actors, sentence, subject))
        for actor in actors if len(actors) == 1 else ():
            known = self.known[actor]
            if known.is_person and not self.placelike(phrase, known):
                self.use(actor, phrase.first, sentence, subject=subject)
                if classes[past : past + 1] != "p" and phrase.determiner != "their":
                    self.here[actor] = None  # "the writer's sons … their father": not "they"
            elif known.kind == "collective":
                self.groups.append((actors, sentence, subject))
            elif not known.is_person:
                self.things.append((actor, sentence, subject))

    def use(self, actor: int, token: int, sentence: int, *, subject: bool) -> None:
        self.last_use[actor] = len(self.uses)
        self.uses.append((actor, token, sentence, subject))

    def lead(self, sentence: int) -> int | None:
        """The one person of the first sentence, its subject without a name; told soon after."""
        if not self.uses or sentence - self.uses[0][2] not in _SOON:
            return None
        actor, _, first, subject = self.uses[0]
        known = self.known[actor]
        single = known.kind == "role_holder" and known.definite
        others = any(use[2] == first and use[0] != actor and use[3] for use in self.uses)
        return actor if single and subject and not others else None

    def uses_since(self, actor: int) -> int:
        """How many uses of others came after the actor's last one; 999 if there is none."""
        last = self.last_use.get(actor)
        return 999 if last is None else len(self.uses) - 1 - last

    def spoke_lately(self, actor: int) -> bool:
        """Whether the actor was the last subject but one or later."""
        subjects = [use for use in self.uses[-_LATELY:] if use[3]]
        return actor in [use[0] for use in subjects[-2:]]

    def led(self, actor: int) -> bool:
        """Whether the actor was a subject in this sentence or the two before."""
        last = self.last_use.get(actor)
        if last is None:
            return False
        _, _, sentence, subject = self.uses[last]
        return subject and self.here_sentence - sentence < _LED

    def single(self, gender: str, sentence: int, but: int = -1) -> tuple[int, ...]:
        """“She”: the last such person, rather a subject; not `but`, who is "her lawyer"."""
        best: tuple[float, int] | None = None
        for actor, token, where, subject in reversed(self.uses):
            back = sentence - where
            if back > REACH and best is not None:
                break
            if actor == but or not agrees(gender, self.known[actor]):
                continue
            score = (-4.0 * back + 3 * subject) if back else (_SAME if subject else -2)
            score += 0.001 * token + _SURE * (self.known[actor].gender == gender)
            if best is None or score > best[0]:
                best = (score, actor)
        return () if best is None else (best[1],)

    def is_alone(self, actor: int, sentence: int) -> bool:
        """Whether a pronoun there can mean nobody else."""
        gender = self.known[actor].gender
        return not any(
            one != actor and sentence - where <= REACH and agrees(gender, self.known[one])
            for one, _, where, _ in self.uses[-_LATELY:]
        )

    def thing(self, sentence: int) -> tuple[int, ...]:
        """“It”: the last state or body, rather one that was a subject."""
        best: tuple[float, int] | None = None
        for actor, where, subject in reversed(self.things):
            if sentence - where > _THINGS_REACH:
                break
            score = -2.0 * (sentence - where) + 3 * subject
            if best is None or score > best[0]:
                best = (score, actor)
        return () if best is None else (best[1],)

    def several(self, sentence: int) -> tuple[int, ...]:
        self.close_sentence(sentence)
        best: tuple[float, tuple[int, ...]] = (-99.0, ())
        for actors, where, subject in reversed(self.groups):
            if sentence - where > REACH:
                break
            persons = all(self.known[one].is_person for one in actors)
            score = -2.0 * (sentence - where) + 3 * subject + persons
            if score > best[0]:
                best = (score, actors)
        return best[1]

    def close_sentence(self, sentence: int) -> None:
        """The persons of a sentence that has ended may be "they" or "the three leaders"."""
        if self.here_sentence < sentence:
            if len(self.here) > 1:
                self.groups.append((tuple(self.here), self.here_sentence, False))
            self.here = {}
            self.here_sentence = sentence

    def join_row(
        self, phrase: Phrase, actors: tuple[int, ...], past: int, sentence: int, *, subject: bool
    ) -> None:
        """Collect what is coordinated: `"A, B and C"`."""
        between = self.tokens.classes[self.row_end : phrase.first] if self.row_end >= 0 else "x"
        if self.row and between in ("c", "a", "ca"):
            self.row_joined = self.row_joined or "a" in between
            self.row += [one for one in actors if one not in self.row]
        else:
            self.close_row()
            self.row = list(actors)
            self.row_subject, self.row_sentence = subject, sentence
        self.row_end = past if self.tokens.classes[past - 1 : past] != "c" else past - 1

    def close_row(self) -> None:
        if self.row_joined and len(self.row) > 1:
            persons = [one for one in self.row if self.known[one].is_person]
            row = persons if len(persons) > 1 else self.row
            self.groups.append((tuple(row), self.row_sentence, self.row_subject))
        self.row, self.row_end, self.row_joined = [], -1, False

    def subject(self, phrase: Phrase, past: int, sentence: int) -> bool:
        classes = self.tokens.classes
        before = classes[phrase.first - 1 : phrase.first]
        if classes[past : past + 1] == "v" or (
            before == "v" and phrase.first > 1 and classes[phrase.first - 2] in "xc"
        ):
            return True
        if before in ("f", "o"):
            return self.tokens.low[phrase.first - 1] == "by"  # "was made by Venn"
        started = any(use[2] == sentence for use in self.uses[-3:])
        return not started and not any(thing[1] == sentence for thing in self.things[-3:])

    def placelike(self, phrase: Phrase, known: Known) -> bool:
        """A name of which nothing tells that it is a person's."""
        if phrase.kind == "name" and self.tokens.low[phrase.last - 1] in _WATERS:
            return True
        told = known.heads or known.owners or known.gender or known.speaks
        if phrase.kind != "name" or told:
            return False
        before = self.tokens.low[phrase.first - 1] if phrase.first else ""
        return phrase.last - phrase.first == 1 or before in WHERE
