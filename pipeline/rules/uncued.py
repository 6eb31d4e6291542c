"""Quotations that no cue of their sentence takes: whose words they are by their place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.grounding.quotations import Quotation, words
from pipeline.rules.bystanders import WRITTEN
from pipeline.rules.clause_subjects import clause_subject
from pipeline.rules.cue import Cue
from pipeline.rules.heard import Speech
from pipeline.rules.mentions import Mention
from pipeline.rules.said import Said, Thread, touched
from pipeline.rules.words import UPPER

TERM_WORDS = 3
"""Up to so many words, marks without a cue show a term, a title or distance, not speech."""
_SPOKEN = re.compile(
    r"\b(?:words?|statement|message|remarks?|comments?|speech|letter|interview|answer|reply|tweet|"
    r"post|warning|verdict|response|conclusion|refrain|question|argument)\b"
)
_CREDIT = re.compile(rf"\s*(?:[—–]|--?) ?(?=(?:The |the )?[{UPPER}])")
"""How the line under a quotation opens that says whose it is: `"— Jo Hale, minister"`."""


@dataclass
class Uncued:
    """Ties quotations to the thread of statements so far."""

    speech: Speech
    thread: Thread
    announced: tuple[int, tuple[int, ...]] = (0, ())
    """The last paragraph that ends in a colon, and who is to speak after it."""

    def announce(self, row: Sequence[Cue], start: int, end: int, paragraph: int) -> None:
        """Whose words a colon announces: `"Hale released the following statement:"`."""
        self.announced = (paragraph, self._announcing(row, start, end))

    def _announcing(self, row: Sequence[Cue], start: int, end: int) -> tuple[int, ...]:
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

    def take(
        self, marks: Sequence[Quotation], first: int, last: int, paragraph: int, begun: int
    ) -> None:
        """The quotations among tokens `first` to `last` that no statement from `begun` holds."""
        held = [span for said in self.thread.found[begun:] for span in said.content]
        text = self.speech.layout.text
        for mark in marks:
            count = len(words(text[mark.start : mark.end]))
            if count and not touched((mark.start, mark.end), held):
                self._place(mark, count, range(first, last), paragraph, begun)

    def _place(
        self, mark: Quotation, count: int, stretch: range, paragraph: int, begun: int
    ) -> None:
        speech, thread = self.speech, self.thread
        classes = speech.classes[stretch.start : stretch.stop]
        alone = "z" in classes and not classes.strip("zxc")
        same = thread.last_quoted >= 0 and paragraph == thread.quoted_in
        start, end = speech.layout.article.paragraphs[paragraph - 1]
        opening = not re.search(r"\w", speech.layout.text[start : mark.start])
        announced, who = self.announced
        if alone and opening and (credited := self._credited(end)):
            thread.quote(mark, paragraph, credited)
        elif who and opening and paragraph == announced + 1:
            thread.quote(mark, paragraph, who)
        elif same and thread.last_quoted >= begun and count > TERM_WORDS:
            thread.extend(mark)  # “…,” he said, “…” with words between
        elif alone and same:
            thread.extend(mark)
        elif alone and thread.found and self._last_paragraph() == paragraph:
            thread.follow(mark, paragraph, thread.found[-1])  # "He had heard it before. “…”"
        elif alone and (who := self._described(mark, count, stretch.start, paragraph)):
            thread.quote(mark, paragraph, who)
        elif alone and opening and thread.last_quoted >= 0 and paragraph - thread.quoted_in == 1:
            if asker := self._other(mark, paragraph):
                thread.quote(mark, paragraph, asker)
            else:
                self._carry_on(mark, paragraph)
        elif not alone and (count > TERM_WORDS + 2 or self._sentence_in(mark)):
            self._of_subject(mark, stretch.start, paragraph)

    def _credited(self, end: int) -> tuple[int, ...]:
        """Who is named behind a dash on the line below: `"— The Hon. Jo Hale, minister"`."""
        speech = self.speech
        credit = _CREDIT.match(speech.layout.text, end)
        if credit is None:
            return ()
        found = speech.cast.after(credit.end())
        line = speech.layout.paragraph_at(credit.end())
        _, stop = speech.layout.article.paragraphs[line - 1]
        if found is None or found.start >= stop or not found.actors or found.quoted:
            return ()
        ahead = speech.layout.text[credit.end() : found.start]
        return found.actors if len(ahead.split()) <= _HONOURS else ()

    def _sentence_in(self, mark: Quotation) -> bool:
        """Whether short words in marks are a whole sentence behind a colon: `: “Nonsense.”`"""
        text = self.speech.layout.text
        return text[mark.start - 2 : mark.start].strip() == ":" and text[mark.end - 2] in ".!?"

    def _asks(self, mark: Quotation) -> bool:
        """Whether a few words in marks are a sentence by themselves: `“Where to?”`"""
        text = self.speech.layout.text
        return text[mark.start + 1].isupper() and text[mark.end - 2] in "?!."

    def _other(self, mark: Quotation, paragraph: int) -> tuple[int, ...]:
        """Who speaks in turn with the last one: `"“Why?” Hale asked. | “No,” Venn said. | “And?”"`

        Only where a question passes the word on; else the last one goes on.
        """
        found, layout = self.thread.found, self.speech.layout
        earlier = [
            one for one in found[: self.thread.last_quoted] if self._asks_in(one) is not None
        ]
        last = found[self.thread.last_quoted]
        if not earlier or earlier[-1].speakers == last.speakers:
            return ()
        other = earlier[-1]
        if layout.paragraph_at(other.content[-1][0]) != paragraph - 2:
            return ()
        again = layout.text[mark.end - 2] == "?" and self._asks_in(other)
        return other.speakers if again or self._asks_in(last) else ()

    def _asks_in(self, said: Said) -> bool | None:
        """Whether a statement's last quotation is a question; None where it quotes nothing."""
        mark = self.speech.quotation_at(said.content[-1][1] - 1)
        if mark is None:
            return None
        return self.speech.layout.text[mark.end - 2] == "?"

    def _carry_on(self, mark: Quotation, paragraph: int) -> None:
        """A paragraph that is a quotation alone goes on with the last one's speaker."""
        said = self.thread.found[self.thread.last_quoted]
        before = self.speech.quotation_at(said.content[-1][1] - 1)
        if before is not None and not before.closed:
            self.thread.extend(mark)
            self.thread.quoted_in = paragraph
        else:
            self.thread.follow(mark, paragraph, said)

    def _last_paragraph(self) -> int:
        return self.speech.layout.paragraph_at(self.thread.found[-1].content[-1][0])

    def _described(
        self, mark: Quotation, count: int, first: int, paragraph: int
    ) -> tuple[int, ...]:
        """The one person of the sentence before: `"Hale was not so sure. “We have time.”"`"""
        speech = self.speech
        if first == 0 or not (count > TERM_WORDS or self._asks(mark)):
            return ()
        before = speech.layout.sentence_at(speech.tokens.starts[first - 1])
        if before.paragraph != paragraph:
            return ()
        start = speech.tokens.first_at(before.start)
        if speech.tokens.low[start] == "asked" and "c" in speech.classes[start:first]:
            start = speech.classes.index("c", start) + 1  # "Asked if he would, Hale smiled."
        begin = speech.tokens.starts[start]
        mentions = [
            one
            for one in speech.cast.within(begin, before.end)
            if not one.quoted and one.kind in ("name", "role", "pronoun", "collective")
        ]
        persons = {
            actor
            for one in mentions
            for actor in one.actors
            if speech.cast.actors[actor].kind in ("person", "role_holder", "collective")
        }
        opens = bool(mentions) and speech.tokens.between(begin, mentions[0].start)
        if len(persons) != 1 or (opens and len(opens) > 1) or len(mentions[0].actors) != 1:
            return ()
        return mentions[0].actors if mentions[0].actors[0] in persons else ()

    def _of_subject(self, mark: Quotation, first: int, paragraph: int) -> None:
        """A longer quotation after a colon, or in a sentence of one person's words."""
        speech = self.speech
        at = speech.tokens.first_at(mark.start)
        colon = at > first and speech.tokens.words[at - 1] == ":"
        spoken = _SPOKEN.search(speech.layout.text, speech.tokens.starts[first], mark.start)
        if not colon and not spoken:
            return
        if colon and speech.tokens.low[at - 2] in WRITTEN and not spoken:
            return  # a sign on a fence
        for mention in speech.cast.within(speech.tokens.starts[first], mark.start):
            persons = self._persons(mention)
            if persons:
                self.thread.quote(mark, paragraph, persons)
                return

    def _persons(self, mention: Mention) -> tuple[int, ...]:
        if mention.quoted or mention.kind == "seat":
            return ()
        actors = self.speech.cast.actors
        return tuple(one for one in mention.actors if actors[one].kind != "state")


_HONOURS = 4
"""Words of honour before the name in a credit: "The Rt. Hon."."""
