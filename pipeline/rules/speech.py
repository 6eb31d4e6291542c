"""Who said what: quotations and reported speech tied to their sources by cues."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.grounding.quotations import Quotation, words
from pipeline.rules.content import Around, Content, apart, content_after, content_before
from pipeline.rules.cues import Cue, cues, is_medium
from pipeline.rules.mentions import Cast
from pipeline.rules.subjects import Speech, clause_subject, masked
from pipeline.rules.text import Layout
from pipeline.rules.tokens import Tokens
from pipeline.rules.wordings import act_of, medium_of
from schemas.vocabulary import Act, Medium

TERM_WORDS = 3
"""Up to so many words, marks without a cue show a term, a title or distance, not speech."""


@dataclass(frozen=True, slots=True)
class Said:
    """One statement in offsets of the text, before it becomes a draft."""

    content: tuple[tuple[int, int], ...]
    speakers: tuple[int, ...]
    act: Act
    medium: Medium = "unspecified"
    via: tuple[int, ...] = ()
    addressees: tuple[int, ...] = ()
    cue: tuple[int, int] | None = None
    """The words of cue and source."""


def utterances(layout: Layout) -> Iterator[tuple[int, int, int]]:
    """Sentences as start, end, paragraph; one whose end lies inside marks goes on after it."""
    begun: tuple[int, int] | None = None
    for sentence in layout.sentences:
        start = begun[0] if begun and begun[1] == sentence.paragraph else sentence.start
        inside = layout.quotation_at(sentence.end - 1)
        if inside is not None and inside.end > sentence.end and inside.start < sentence.end:
            begun = (start, sentence.paragraph)
            continue
        begun = None
        yield start, sentence.end, sentence.paragraph


_ATTITUDES = frozenset(
    "hope agree believe think expect want fear worry decide undertake commit resolve offer "
    "refuse regret recognize recognise appreciate know".split()
)


def statements(
    layout: Layout, tokens: Tokens, cast: Cast, taken: frozenset[int] = frozenset()
) -> tuple[Said, ...]:
    """Every statement that a cue or a quotation's place attributes, in text order.

    `'“Yes,” Venn said. “Soon.”' -> one by Venn with two stretches`
    """
    return tuple(_Reading(Speech(layout, tokens, cast, masked(layout, tokens)), taken).read())


@dataclass
class _Reading:
    speech: Speech
    taken: frozenset[int] = frozenset()
    """Paragraphs whose form says who speaks."""
    found: list[Said] = field(default_factory=list)
    last_quoted: int = -1
    """Index of the last statement that holds a quotation."""
    paragraph: int = 0
    quoted_in: int = 0
    """Paragraph of the last quotation that has a speaker."""
    announced: tuple[int, tuple[int, ...]] = (0, ())
    """The last paragraph that ends in a colon, and who is to speak after it."""
    papers: tuple[int, ...] = ()
    """Who speaks by the last paper named: "the joint statement"."""

    def read(self) -> list[Said]:
        layout = self.speech.layout
        for start, end, paragraph in utterances(layout):
            if paragraph in layout.body and paragraph not in self.taken:
                self._utterance(start, end, paragraph)
        return self.found

    def _utterance(self, start: int, end: int, paragraph: int) -> None:
        speech = self.speech
        stretch = speech.tokens.between(start, end)
        first, last = stretch.start, stretch.stop
        marks = self._marks(start, end)
        begun = len(self.found)
        row = list(cues(speech, first, last))
        outer: dict[int, tuple[int, ...]] = {}
        for at, cue in enumerate(row):
            after = row[at + 1] if at + 1 < len(row) else None
            around = Around(first, last, row[at - 1] if at else None, after, marks)
            if after is not None and self._passes_on(cue, after):
                outer[at + 1] = outer.get(at, ()) + cue.speakers
                continue
            count = len(self.found)
            self._attribute(cue, around, begun)
            for passing in outer.get(at, ()):
                for added in range(count, len(self.found)):
                    said = self.found[added]
                    if passing not in said.speakers + said.via:
                        self.found[added] = replace(said, via=(passing, *said.via))
            if at in outer and after is not None and after.continues:
                outer[at + 1] = outer[at]
        self._leftover(marks, first, last, paragraph, begun)
        if speech.layout.text[start:end].rstrip("* ").endswith(":"):
            self.announced = (paragraph, self._announcing(row, start, end))

    def _passes_on(self, cue: Cue, inner: Cue) -> bool:
        """`"The ministry said that Venn told …"`: the inner source speaks, the outer one relays."""
        if inner.continues or inner.side == "after" or inner.verb is None or not inner.mentions:
            return False
        if inner.verb.lemma in _ATTITUDES or not {"q", "n"} & inner.verb.frames or cue.continues:
            return False
        speech = self.speech
        named = inner.mentions[0]
        persons = [speech.cast.actors[one] for one in inner.speakers]
        whole = all(one.kind in ("person", "role_holder") for one in persons)
        if (
            named.kind not in ("name", "role")
            or not whole
            or set(inner.speakers) & set(cue.speakers)
        ):
            return False
        if cue.verb is None:
            return (
                cue.first
                <= speech.tokens.first_at(speech.layout.sentence_at(named.start).start) + 1
            )
        if cue.side == "after" or not cue.verb.frames & {"t", "o"}:
            return False
        between = speech.classes[cue.at + 1 : inner.first]
        return (
            "z" not in between
            and "v" not in between
            and not (set(between) & set("xh"))
            and len(between) <= 12
            and self._only_adjuncts(cue.at + 1, inner.first)
        )

    def _only_adjuncts(self, first: int, last: int) -> bool:
        """`"in a statement on Friday that"` between a verb and the inner source."""
        words_between = self.speech.tokens.low[first:last]
        return (
            not words_between
            or words_between[-1] == "that"
            or all(kind in "fdo" for kind in self.speech.classes[first:last])
        )

    def _marks(self, start: int, end: int) -> list[Quotation]:
        quotations = self.speech.layout.quotations
        at = bisect_left([q.start for q in quotations], start)
        found = []
        while at < len(quotations) and quotations[at].start < end:
            found.append(quotations[at])
            at += 1
        return found

    def _announcing(self, row: Sequence[Cue], start: int, end: int) -> tuple[int, ...]:
        """Whose words a colon announces: `"Hale released the following statement:"`."""
        cast = self.speech.cast
        for cue in reversed(row):
            if cue.speakers and not cue.document:
                return cue.speakers
        persons = {
            mention.actors
            for mention in cast.within(start, end)
            if mention.actor is not None
            and not mention.quoted
            and cast.actors[mention.actor].kind in ("person", "role_holder")
        }
        if len(persons) == 1:
            return persons.pop()
        stretch = self.speech.tokens.between(start, end)
        found = clause_subject(self.speech, stretch.start, stretch.stop - 1)
        return found.actors if found is not None and found.actors in persons else ()

    # ---- with a cue ---------------------------------------------------------------

    def _attribute(self, cue: Cue, around: Around, begun: int) -> None:
        speech = self.speech
        speakers = cue.speakers
        if cue.document:
            speakers = speakers or self._issuers(cue)
        if not speakers:
            return
        held = [span for said in self.found[begun:] for span in said.content]
        content = content_before(speech, cue, around)
        if content is None or all(self._held(span, held) for span in content.spans):
            behind = content_after(speech, cue, around)
            if content is not None and behind is None:
                self._relayed(cue, begun, content)
                return
            content = behind
        if content is None or not content.spans:
            return
        spans = tuple(
            part
            for span in content.spans
            if not _covered(span, held)
            for part in apart(speech, span)
        )
        if not spans:
            return
        self._add(cue, replace(content, spans=spans), speakers, around)

    def _held(self, span: tuple[int, int], held: Sequence[tuple[int, int]]) -> bool:
        """Whether a stretch, or a quotation in it, has its speaker already."""
        quoted = [q for q in self._marks(*span) if q.end <= span[1]]
        return _covered(span, held) or any(_covered((q.start, q.end), held) for q in quoted)

    def _relayed(self, cue: Cue, begun: int, content: Content) -> None:
        """`"Russia says …, BBC reported"`: who reports a statement that has its speaker."""
        for at in range(begun, len(self.found)):
            said = self.found[at]
            inside = any(_covered(span, content.spans) for span in said.content)
            via = tuple(one for one in cue.speakers if one not in said.speakers + said.via)
            if inside and via and (cue.document or all(is_medium(self.speech, one) for one in via)):
                self.found[at] = replace(said, via=via + said.via)

    def _add(self, cue: Cue, content: Content, speakers: tuple[int, ...], around: Around) -> None:
        first, last, marks = around.first, around.last, around.marks
        speech = self.speech
        text = speech.layout.text
        start, end = speech.tokens.starts[first], speech.tokens.ends[last - 1]
        said_words = " ".join(text[one:two] for one, two in content.spans)
        via, to = list(cue.via), list[int]()
        if cited := self._cited(cue, last):
            via, speakers = [*via, *speakers], cited
        if content.speakers:
            via, speakers = [*via, *speakers], content.speakers
        for actor in content.addressees:
            (via if is_medium(speech, actor) else to).append(actor)
        medium = medium_of(text[start:end], outside=_outside(text, start, end, marks))
        self.found.append(
            Said(
                content.spans,
                speakers,
                self._act(cue, content, said_words),
                medium,
                tuple(dict.fromkeys(one for one in via if one not in speakers)),
                tuple(dict.fromkeys(one for one in to if one not in speakers)),
                (speech.tokens.starts[cue.first], speech.tokens.ends[cue.last - 1]),
            )
        )
        if any(
            mark.start >= one and mark.start < two for mark in marks for one, two in content.spans
        ):
            self.last_quoted = len(self.found) - 1
            self.quoted_in = speech.layout.paragraph_at(start)
        if medium == "joint_statement" and len(speakers) > 1:
            self.papers = speakers

    def _act(self, cue: Cue, content: Content, said_words: str) -> Act:
        """The verb's act: `warned against` threatens, `agreed to` commits."""
        text = self.speech.layout.text
        if cue.verb is not None and content.spans:
            between = text[self.speech.tokens.ends[cue.at] : content.spans[0][0]].split()
            if between == ["against"] and cue.verb.lemma in ("warn", "caution"):
                return "threaten"
            if between[-1:] == ["to"] and cue.verb.lemma == "agree":
                return "commit"
        return act_of(cue.verb, said_words)

    def _cited(self, cue: Cue, last: int) -> tuple[int, ...]:
        """`"Axios reports, citing two officials"`: they speak, and the medium passes it on."""
        speech = self.speech
        if not all(is_medium(speech, one) for one in cue.speakers):
            return ()
        behind = range(cue.last, min(cue.last + 8, last - 1))
        for at in (*range(cue.first, cue.at), *behind):
            if speech.tokens.low[at] in ("citing", "quoting"):
                found = speech.cast.at(speech.tokens.starts[at + 1])
                return found.actors if found else ()
        return ()

    def _issuers(self, cue: Cue) -> tuple[int, ...]:
        """Whose "the statement", "her message" is: of whoever was named last, or spoke jointly."""
        speech = self.speech
        first = speech.tokens.low[cue.first]
        offset = speech.tokens.starts[cue.first]
        found = speech.cast.before(offset)
        for _ in range(60):
            if found is None:
                break
            if found.actors and not found.quoted:
                persons = speech.cast.actors[found.actors[0]].kind == "person"
                if first in ("his", "her") and persons and len(found.actors) == 1:
                    return found.actors
                if first not in ("his", "her") and len(found.actors) > 1 and not self.papers:
                    return found.actors
            found = speech.cast.before(found.start)
        return self.papers

    # ---- without a cue ------------------------------------------------------------

    def _leftover(
        self, marks: Sequence[Quotation], first: int, last: int, paragraph: int, begun: int
    ) -> None:
        """Quotations that no cue of their sentence took."""
        speech = self.speech
        text = speech.layout.text
        held = [span for said in self.found[begun:] for span in said.content]
        for mark in marks:
            count = len(words(text[mark.start : mark.end]))
            if _touched((mark.start, mark.end), held) or count == 0:
                continue
            alone = "z" in speech.classes[first:last] and not speech.classes[first:last].strip(
                "zxc"
            )
            same = self.last_quoted >= 0 and paragraph == self.quoted_in
            opening = not re.search(
                r"\w", text[speech.layout.article.paragraphs[paragraph - 1][0] : mark.start]
            )
            announced, who = self.announced
            if who and opening and paragraph == announced + 1:
                self._alone(mark, paragraph, who)
            elif (
                same
                and len(self.found) > begun
                and self.last_quoted >= begun
                and count > TERM_WORDS
            ):
                self._extend(mark)  # “…,” he said, “…” with words between
            elif alone and same:
                self._extend(mark)
            elif alone and self.found and self._paragraph_of(self.found[-1]) == paragraph:
                self._after_report(mark, paragraph)
            elif alone and count > TERM_WORDS and (who := self._described(first, paragraph)):
                self._alone(mark, paragraph, who)
            elif alone and opening and self.last_quoted >= 0 and paragraph - self.quoted_in == 1:
                self._carry_on(mark, paragraph)
            elif not alone and (count > TERM_WORDS + 2 or self._sentence_in(mark)):
                self._of_subject(mark, first, paragraph)

    def _sentence_in(self, mark: Quotation) -> bool:
        """Whether short words in marks are a whole sentence behind a colon: `: “Nonsense.”`"""
        text = self.speech.layout.text
        return text[mark.start - 2 : mark.start].strip() == ":" and text[mark.end - 2] in ".!?"

    def _extend(self, mark: Quotation) -> None:
        said = self.found[self.last_quoted]
        self.found[self.last_quoted] = replace(
            said, content=(*said.content, (mark.start, mark.end))
        )

    def _carry_on(self, mark: Quotation, paragraph: int) -> None:
        """A paragraph that is a quotation alone goes on with the last one's speaker."""
        said = self.found[self.last_quoted]
        text = self.speech.layout.text
        running = said.content[-1][1]
        before = self.speech.layout.quotation_at(running - 1)
        if before is not None and not before.closed:
            self._extend(mark)
        else:
            act = act_of(None, text[mark.start : mark.end])
            self.found.append(
                Said(((mark.start, mark.end),), said.speakers, act, said.medium, said.via)
            )
            self.last_quoted = len(self.found) - 1
        self.quoted_in = paragraph

    def _paragraph_of(self, said: Said) -> int:
        return self.speech.layout.paragraph_at(said.content[-1][0])

    def _after_report(self, mark: Quotation, paragraph: int) -> None:
        """`"He said he had heard it before. “In, out, like the tide.”"`"""
        text = self.speech.layout.text
        last = self.found[-1]
        act = act_of(None, text[mark.start : mark.end])
        self.found.append(
            Said(((mark.start, mark.end),), last.speakers, act, last.medium, last.via)
        )
        self.last_quoted = len(self.found) - 1
        self.quoted_in = paragraph

    def _described(self, first: int, paragraph: int) -> tuple[int, ...]:
        """The one person of the sentence before: `"Hale was not so sure. “We have time.”"`"""
        speech = self.speech
        if first == 0:
            return ()
        before = speech.layout.sentence_at(speech.tokens.starts[first - 1])
        if before.paragraph != paragraph:
            return ()
        mentions = [
            one
            for one in speech.cast.within(before.start, before.end)
            if not one.quoted and one.kind in ("name", "role", "pronoun", "collective")
        ]
        persons = {
            actor
            for one in mentions
            for actor in one.actors
            if speech.cast.actors[actor].kind in ("person", "role_holder", "collective")
        }
        opens = bool(mentions) and speech.tokens.between(before.start, mentions[0].start)
        if len(persons) != 1 or (opens and len(opens) > 1) or len(mentions[0].actors) != 1:
            return ()
        return mentions[0].actors if mentions[0].actors[0] in persons else ()

    def _alone(self, mark: Quotation, paragraph: int, who: tuple[int, ...]) -> None:
        text = self.speech.layout.text
        self.found.append(
            Said(((mark.start, mark.end),), who, act_of(None, text[mark.start : mark.end]))
        )
        self.last_quoted = len(self.found) - 1
        self.quoted_in = paragraph

    def _of_subject(self, mark: Quotation, first: int, paragraph: int) -> None:
        """A longer quotation after a colon, or in a sentence of one person's words."""
        speech = self.speech
        at = speech.tokens.first_at(mark.start)
        before = speech.tokens.words[at - 1] if at > first else ""
        spoken = _SPOKEN.search(speech.layout.text, speech.tokens.starts[first], mark.start)
        if before != ":" and not spoken:
            return
        for mention in speech.cast.within(speech.tokens.starts[first], mark.start):
            persons = [one for one in mention.actors if speech.cast.actors[one].kind != "state"]
            if persons and not mention.quoted and mention.kind != "seat":
                text = speech.layout.text
                act = act_of(None, text[mark.start : mark.end])
                self.found.append(Said(((mark.start, mark.end),), tuple(persons), act))
                self.last_quoted = len(self.found) - 1
                self.quoted_in = paragraph
                return


_SPOKEN = re.compile(
    r"\b(?:words?|statement|message|remarks?|comments?|speech|letter|interview|answer|reply|tweet|"
    r"post|warning|verdict|response|conclusion|refrain|question|argument)\b"
)


def _covered(span: tuple[int, int], held: Sequence[tuple[int, int]]) -> bool:
    return any(one <= span[0] and span[1] <= two for one, two in held)


def _touched(span: tuple[int, int], held: Sequence[tuple[int, int]]) -> bool:
    return any(one < span[1] and span[0] < two for one, two in held)


def _outside(text: str, start: int, end: int, marks: Sequence[Quotation]) -> str:
    parts = []
    for mark in marks:
        parts.append(text[start : mark.start])
        start = max(start, mark.end)
    return " ".join([*parts, text[start:end]])
