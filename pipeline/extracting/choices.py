"""Extraction by choices: the rules propose, a model chooses among what they propose.

The result is the rules' own draft with some speakers and meetings changed, grounded as any
other. A model's answer is a letter or a word of a closed list: it can add no text. Where
the two differ, one rule decides, and both readings are kept as a flag:

- what stands in so many words stands: a source beside its cue by name or office, a meeting
  with two parties and a day or place, and a status, which the rules read from its words;
- else the model's answer is taken: a pronoun's antecedent, a quotation without a cue, a
  meeting of which little is told;
- unless it missed more than a third of this article's plain speakers, where the source
  stands beside the cue: who fails there is not believed where it is hard.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.errors import Invalid, ModelError, NotAnswered, NotServed, Refused, Truncated, Usage
from pipeline.extracting.extract import Asks, Extraction, ExtractionFailed
from pipeline.extracting.prompt import CHOICE
from pipeline.extracting.questions import (
    MeetingQuestion,
    Question,
    SpeakerQuestion,
    calls,
    label,
    messages,
)
from pipeline.grounding.ground import ground
from pipeline.rules.draft import Reading, drafted, reading_of, statement_draft
from pipeline.rules.language import SERVED, is_served, language_of
from pipeline.rules.said import Said
from pipeline.rules.wordings import act_of
from schemas.choice import LETTERS
from schemas.draft import MeetingDraft, StatementDraft
from schemas.records import Article, ArticleRecords, Flag, Reject, Statement
from schemas.vocabulary import RecordKind

PLAIN_SHARE = 2 / 3
"""Of the plain questions, what a model must get right to be believed on the others."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with the model's word for it, None where there is none to be read."""

    question: Question
    model: str | None

    @property
    def agrees(self) -> bool:
        return self.model == self.question.rules


@dataclass
class _Told:
    """What came of the calls."""

    answered: list[Answered] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    raw: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


async def choose(article: Article, model: Asks, *, choice_prompt: str = CHOICE) -> Extraction:
    """All records of one dated article: the rules' reading, a model's choices laid over it.

    A call that was refused, cut off or unreadable leaves the rules' reading as it is, and a
    flag. Raises ExtractionFailed where no answer came at all, and for a language that the
    rules do not read.
    """
    if not is_served(article):
        served = ", ".join(sorted(SERVED))
        told_why = f"language: {language_of(article)} (choices rest on rules, which read {served})"
        raise ExtractionFailed(NotServed(f"{told_why}; --strategy whole may read it"), Usage(), ())
    reading = reading_of(article)
    told = await _asked(reading, model, choice_prompt)
    return Extraction(_records(article, reading, told), told.usage, tuple(told.raw))


async def _asked(reading: Reading, model: Asks, choice_prompt: str) -> _Told:
    told = _Told()
    missing: list[NotAnswered] = []
    for call in calls(reading):
        answer = None
        try:
            got = await model.ask(messages(reading, call, choice_prompt), call.shape)
        except (Refused, Truncated, Invalid) as error:
            told.usage += error.usage
            told.raw += [error.raw] if error.raw else []
            told.failures.append(str(error))
        except NotAnswered as error:
            missing.append(error)
        except ModelError as error:
            told.usage += error.usage
            if not missing:
                raise ExtractionFailed(error, told.usage, tuple(told.raw)) from error
        else:
            told.usage += got.usage
            told.raw.append(got.raw)
            answer = got.value
        for key, question in call.keyed:
            word = answer.chosen(key) if answer is not None else None
            told.answered.append(Answered(question, _offered(question, word)))
    if missing:
        # All at once: no call rests on another's answer, and a batch may take a day.
        first, *others = missing
        first.others = tuple(others)
        raise ExtractionFailed(first, told.usage, tuple(told.raw))
    return told


def _offered(question: Question, word: str | None) -> str | None:
    """The model's word, None for a letter that stands for nobody here."""
    if isinstance(question, SpeakerQuestion) and word is not None and len(word) == 1:
        return word if LETTERS.index(word) < len(question.options) else None
    return word


def _records(article: Article, reading: Reading, told: _Told) -> ArticleRecords:
    believed = is_believed(told.answered)
    decisions = [_decided(one, believed=believed) for one in told.answered]
    changed = _changed(reading, decisions)
    grounding = ground(article, drafted(changed), _not_speech(decisions))
    records = grounding.records
    flags = [flag for one in decisions if (flag := _flag(reading, records, one))]
    flags += [
        Flag(
            record_id=None,
            code="follow_up_failed",
            severity="warning",
            message=f"questions got no answer, the rules' reading stands: {why}",
        )
        for why in told.failures
    ]
    return records.model_copy(
        update={
            "rejects": (
                *(failure.as_reject() for failure in grounding.failures),
                *_rejects(reading, decisions),
            ),
            "flags": (*records.flags, *flags),
        }
    )


# ---- who is right -------------------------------------------------------------------


def is_believed(answered: Sequence[Answered]) -> bool:
    """Whether the model got the plain speakers right, where the text itself tells them."""
    plain = [
        one.agrees
        for one in answered
        if isinstance(one.question, SpeakerQuestion) and one.question.sure and one.model
    ]
    return sum(plain) >= PLAIN_SHARE * len(plain)


@dataclass(frozen=True, slots=True)
class _Decision:
    answered: Answered
    taken: str
    """The word that holds."""
    why: str

    @property
    def overruled(self) -> bool:
        """Whether the model's word took the place of the rules'."""
        return self.taken != self.answered.question.rules


def _decided(one: Answered, *, believed: bool) -> _Decision:
    question, word = one.question, one.model
    if word is None or word == "other" or one.agrees:
        return _Decision(one, question.rules, "the rules' reading stands")
    if isinstance(question, MeetingQuestion) and word != "none":
        return _Decision(one, question.rules, "its words tell the status")
    if question.sure:
        where = "a meeting with its parties, and a day or place, stands"
        if isinstance(question, SpeakerQuestion):
            where = "the source stands beside its cue"
        return _Decision(one, question.rules, f"{where} in the text")
    if not believed:
        return _Decision(one, question.rules, "the model missed plain speakers of this article")
    return _Decision(one, word, "the text does not say so outright")


# ---- what follows ---------------------------------------------------------------------


def _changed(reading: Reading, decisions: Iterable[_Decision]) -> Reading:
    """The reading with the model's choices in it where they were taken."""
    said: list[Said | None] = list(reading.said)
    met: list[MeetingDraft | None] = list(reading.met)
    added: list[Said] = []
    for one in decisions:
        question = one.answered.question
        if not one.overruled:
            continue
        if isinstance(question, MeetingQuestion):
            met[question.at] = None
        elif one.taken == "nobody" and question.at is not None:
            said[question.at] = None
        else:
            speakers = question.options[LETTERS.index(one.taken)]
            if question.at is None:
                text = " ".join(reading.layout.text[start:end] for start, end in question.spans)
                added.append(Said(question.spans, speakers, act_of(None, text)))
            else:
                said[question.at] = _by(reading.said[question.at], speakers)
    rows = sorted([*filter(None, said), *added], key=lambda one: one.content[0])
    return replace(reading, said=tuple(rows), met=tuple(filter(None, met)))


def _by(said: Said, speakers: tuple[int, ...]) -> Said:
    """The same words from other mouths; who speaks neither relays nor listens."""
    return replace(
        said,
        speakers=speakers,
        via=tuple(one for one in said.via if one not in speakers),
        addressees=tuple(one for one in said.addressees if one not in speakers),
    )


def _not_speech(decisions: Iterable[_Decision]) -> frozenset[int]:
    """Where quotations start that nobody says: by both, or by the word that was taken."""
    return frozenset(
        start
        for one in decisions
        if one.taken == one.answered.model == "nobody"
        for start, _ in one.answered.question.spans
    )


def _rejects(reading: Reading, decisions: Iterable[_Decision]) -> Iterable[Reject]:
    """What the model's word took out: nothing is dropped in silence."""
    for one in decisions:
        question = one.answered.question
        if not one.overruled or question.at is None:
            continue
        if isinstance(question, MeetingQuestion):
            yield _reject(reading, one, reading.met[question.at], "summit", "no_meeting")
        elif one.taken == "nobody":
            said = statement_draft(reading.layout, reading.cast, reading.said[question.at])
            if said is not None:
                yield _reject(reading, one, said, "statement", "not_said")


def _reject(
    reading: Reading,
    one: _Decision,
    draft: MeetingDraft | StatementDraft,
    kind: RecordKind,
    code: str,
) -> Reject:
    told = draft.model_dump_json(by_alias=True)
    return Reject(record_kind=kind, draft=told, code=code, message=_message(reading, one))


# ---- both readings, for a person ---------------------------------------------------------


def _flag(reading: Reading, records: ArticleRecords, one: _Decision) -> Flag | None:
    question, word = one.answered.question, one.answered.model
    record_id = _record_of(reading, records, question)
    if word is None:
        told = f"rules: {_in_words(reading, question, question.rules)}; the model gave no answer"
        return Flag(record_id=record_id, code="unanswered", severity="info", message=told)
    if not one.answered.agrees:
        return Flag(
            record_id=record_id, code="differs", severity="warning", message=_message(reading, one)
        )
    if record_id is None:
        return None  # both see no speech there: the quotation's verdict says so
    told = f"rules and model: {_in_words(reading, question, word)}"
    return Flag(record_id=record_id, code="agreed", severity="info", message=told)


def _message(reading: Reading, one: _Decision) -> str:
    question = one.answered.question
    rules = _in_words(reading, question, question.rules)
    model = _in_words(reading, question, one.answered.model or "no answer")
    kept = "model" if one.overruled else "rules"
    asked = "status" if isinstance(question, MeetingQuestion) else "speaker"
    return f"{asked} by rules: {rules}; by the model: {model}; kept: {kept} ({one.why})"


def _in_words(reading: Reading, question: Question, word: str) -> str:
    if isinstance(question, SpeakerQuestion) and word in LETTERS:
        return label(reading, question.options[LETTERS.index(word)])
    return word


def _record_of(reading: Reading, records: ArticleRecords, question: Question) -> str | None:
    """The id of the record that a question is about, None where it landed as none."""
    if isinstance(question, MeetingQuestion):
        ref = reading.met[question.at].ref
        return next((one.summit_id for one in records.summits if one.ref == ref), None)
    return next(
        (one.statement_id for one in records.statements if _holds(one, question)),
        None,
    )


def _holds(statement: Statement, question: SpeakerQuestion) -> bool:
    """Whether a statement's content is what was asked about, white space at its ends aside."""
    return len(statement.content) == len(question.spans) and all(
        start <= span.start and span.end <= end
        for span, (start, end) in zip(statement.content, sorted(question.spans), strict=True)
    )
