"""Who said what: quotations and reported speech tied to their sources by cues."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.grounding.quotations import Quotation
from pipeline.rules.content import Around, Content, apart
from pipeline.rules.content_after import content_after
from pipeline.rules.content_before import content_before
from pipeline.rules.cue import Cue
from pipeline.rules.cues import cues
from pipeline.rules.heard import Speech, heard
from pipeline.rules.mentions import Cast
from pipeline.rules.relays import IN_A_PAPER, cited, is_medium, issuers
from pipeline.rules.said import Said, Thread, covered
from pipeline.rules.text import Layout
from pipeline.rules.tokens import Tokens
from pipeline.rules.uncued import Uncued
from pipeline.rules.utterances import utterances
from pipeline.rules.wordings import act_of, medium_of
from schemas.vocabulary import Act


def statements(
    layout: Layout, tokens: Tokens, cast: Cast, taken: frozenset[int] = frozenset()
) -> tuple[Said, ...]:
    """Every statement that a cue or a quotation's place attributes, in text order.

    `'“Yes,” Venn said. “Soon.”' -> one by Venn with two stretches`
    """
    reading = Reading(heard(layout, tokens, cast))
    for start, end, paragraph in utterances(layout, tokens):
        if paragraph in layout.body and paragraph not in taken:
            reading.utterance(start, end, paragraph)
    return tuple(reading.found)


@dataclass
class Reading:
    """The statements of a text, sentence by sentence."""

    speech: Speech
    papers: tuple[int, ...] = ()
    """Who speaks by the last paper named: "the joint statement"."""
    thread: Thread = field(init=False)
    uncued: Uncued = field(init=False)

    def __post_init__(self) -> None:
        self.thread = Thread(self.speech.layout.text)
        self.uncued = Uncued(self.speech, self.thread)

    @property
    def found(self) -> list[Said]:
        return self.thread.found

    def utterance(self, start: int, end: int, paragraph: int) -> None:
        """Read one sentence, `text[start:end]`."""
        speech = self.speech
        stretch = speech.tokens.between(start, end)
        first, last = stretch.start, stretch.stop
        marks = self.speech.marks(start, end)
        begun = len(self.found)
        row = list(cues(speech, first, last))
        outer: dict[int, tuple[int, ...]] = {}
        passed: tuple[Cue, Around] | None = None
        for at, cue in enumerate(row):
            after = row[at + 1] if at + 1 < len(row) else None
            around = Around(first, last, row[at - 1] if at else None, after, marks)
            if after is not None and self._passes_on(cue, after):
                outer[at + 1] = outer.get(at, ()) + cue.speakers
                passed = passed or (cue, around)
                continue
            count = len(self.found)
            self._attribute(cue, around, begun)
            goes_on = after is not None and after.continues  # "Venn thanked Lornia and said …"
            if passed is not None and len(self.found) == count and not goes_on:
                # "Sources said that Rao had conveyed it": who passes nothing on says it all.
                self._attribute(passed[0], replace(passed[1], after=after), begun)
                outer.pop(at, None)
            passed = None
            for passing in outer.get(at, ()):
                for added in range(count, len(self.found)):
                    said = self.found[added]
                    if passing not in said.speakers + said.via:
                        self.found[added] = replace(said, via=(passing, *said.via))
            if at in outer and after is not None and after.continues:
                outer[at + 1] = outer[at]
        self.uncued.take(marks, first, last, paragraph, begun)
        if speech.layout.text[start:end].rstrip("* ").endswith(":"):
            self.uncued.announce(row, start, end, paragraph)

    def _passes_on(self, cue: Cue, inner: Cue) -> bool:
        """`"The ministry said that Venn told …"`: the inner source speaks, the outer one relays."""
        if inner.continues or inner.side == "after" or inner.verb is None or not inner.mentions:
            return False
        if "attitude" in inner.verb.uses or not {"q", "n"} & inner.verb.frames or cue.continues:
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

    def _attribute(self, cue: Cue, around: Around, begun: int) -> None:
        speech = self.speech
        speakers = cue.speakers
        if cue.document:
            speakers = speakers or issuers(speech, cue, self.papers)
        if not speakers:
            return
        speakers = self._who_replies(cue, around) or speakers
        held = [span for said in self.found[begun:] for span in said.content]
        content = content_before(speech, cue, around)
        if content is not None and cue.verb and self._holds(cue, begun, content):
            if all(is_medium(speech, one) for one in speakers):
                self._relayed(cue, begun, content)
                return
            self._take_back(begun)
            held = []
        if content is None or all(self._held(span, held) for span in content.spans):
            behind = content_after(speech, cue, around)
            if content is not None and behind is None:
                self._relayed(cue, begun, content)
                return
            content = behind
        if content is None or not content.spans:
            return
        called = self._called(cue, begun, content)
        spans = tuple(
            part
            for span in content.spans
            if called or not covered(span, held)
            for part in apart(speech, span)
        )
        if not spans:
            return
        if spans != content.spans:
            content = replace(content, spans=spans)
        self._add(cue, content, speakers, around)

    def _who_replies(self, cue: Cue, around: Around) -> tuple[int, ...]:
        """`"Hale told Reed: “Wait.” “No,” he replied."`: the one who was told, not the teller."""
        if cue.verb is None or "replies" not in cue.verb.uses or not self.found:
            return ()
        told = self.found[-1]
        pronoun = bool(cue.mentions) and cue.mentions[0].kind == "pronoun"
        again = pronoun and cue.speakers == told.speakers and len(told.addressees) == 1
        start = self.speech.tokens.starts[around.first]
        near = self.speech.layout.paragraph_at(told.content[-1][0])
        soon = self.speech.layout.paragraph_at(start) - near <= 1
        return told.addressees if again and soon else ()

    def _held(self, span: tuple[int, int], held: Sequence[tuple[int, int]]) -> bool:
        """Whether a stretch, or a quotation in it, has its speaker already."""
        quoted = [q for q in self.speech.marks(*span) if q.end <= span[1]]
        return covered(span, held) or any(covered((q.start, q.end), held) for q in quoted)

    def _called(self, cue: Cue, begun: int, content: Content) -> bool:
        """`"Venn said it would end in May, a day that Lornia had called “a red line”"`: Lornia's.

        The words around it end before the comma where those in marks end them.
        """
        labels = cue.verb is not None and "b" in cue.verb.frames and not cue.continues
        if not labels or len(content.spans) != 1 or len(self.found) != begun + 1:
            return False
        start, end = content.spans[0]
        said = self.found[begun]
        one, two = said.content[-1]
        text = self.speech.layout.text
        inside = one < start and end <= two and self.speech.quotation_at(start) is not None
        if not inside or set(said.speakers) & set(cue.speakers) or self.speech.quotation_at(one):
            return False
        comma = text.rfind(",", one, self.speech.tokens.starts[cue.first])
        if two - end <= 1 and comma > one:
            self.found[begun] = replace(said, content=(*said.content[:-1], (one, comma)))
        return True

    def _holds(self, cue: Cue, begun: int, content: Content) -> bool:
        """`"Lornia has told Ardesh to wait, Venn said"`: whether a clause has its own cue within.

        Not where that cue attributes words in marks: those have their speaker.
        """
        start, end = content.spans[0]
        inner = self.found[begun:]
        return bool(inner) and all(
            said.cue is not None
            and start <= said.cue[0]
            and said.content[-1][1] <= end
            and not any(self._says_in_marks(span) for span in said.content)
            and not set(said.speakers) & set(cue.speakers)
            for said in inner
        )

    def _says_in_marks(self, span: tuple[int, int]) -> bool:
        """Whether words hold marks and are not of an act: `"committed to join a “force”"`."""
        acts = self.speech.layout.text.endswith("to ", 0, span[0])
        return bool(self.speech.quotation_at(span[0]) or (self.speech.marks(*span) and not acts))

    def _take_back(self, begun: int) -> None:
        """Forget the statements from `begun`: who reports the whole clause says them."""
        del self.found[begun:]
        if self.thread.last_quoted >= begun:
            quoted = (
                at
                for at in reversed(range(begun))
                if any(self.speech.marks(*span) for span in self.found[at].content)
            )
            self.thread.last_quoted = next(quoted, -1)

    def _relayed(self, cue: Cue, begun: int, content: Content) -> None:
        """`"Russia says …, BBC reported"`: who reports a statement that has its speaker."""
        for at in range(begun, len(self.found)):
            said = self.found[at]
            inside = any(covered(span, content.spans) for span in said.content)
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
        if quoted := cited(speech, cue, last):
            via, speakers = [*via, *speakers], quoted
        if content.speakers:
            via, speakers = [*via, *speakers], content.speakers
        for actor in content.addressees:
            (via if is_medium(speech, actor) else to).append(actor)
        medium = medium_of(text[start:end], outside=_outside(text, start, end, marks))
        said = Said(
            content.spans,
            speakers,
            self._act(cue, content, said_words),
            medium,
            tuple(dict.fromkeys(one for one in via if one not in speakers)),
            tuple(dict.fromkeys(one for one in to if one not in speakers)),
            (speech.tokens.starts[cue.first], speech.tokens.ends[cue.last - 1]),
        )
        if any(one <= mark.start < two for mark in marks for one, two in content.spans):
            self.thread.add(said, speech.layout.paragraph_at(start))
        else:
            self.thread.found.append(said)
        in_paper = IN_A_PAPER.search(_outside(text, start, end, marks)) is not None
        if in_paper or (medium == "joint_statement" and len(speakers) > 1):
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


def _outside(text: str, start: int, end: int, marks: Sequence[Quotation]) -> str:
    parts = []
    for mark in marks:
        parts.append(text[start : mark.start])
        start = max(start, mark.end)
    return " ".join([*parts, text[start:end]])
