"""Make a large database of invented articles, for measuring and for browser tests.

`python tools/make_large.py large.duckdb [--articles 1000] [--seed 7]`

Every article has 20 records: 2 meetings, 7 statements, 11 claims, each with evidence that
stands verbatim in its text, in rows of the real models; `summitry validate` accepts them.
Every fiftieth is a near-duplicate of the one before.
Duplicates, events and claim links are then made by the pipeline itself. States and places
are real; every person is invented, and nobody said any of this. The same seed gives the
same rows.
"""

import argparse
import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any

from pipeline.identity import digest
from pipeline.relating.relate import relate
from pipeline.storing.database import Database
from schemas import tables as t

RUN = "20230101T000000-large0"
STARTED = datetime(2023, 1, 1)  # noqa: DTZ001  # as DuckDB gives it: UTC, no zone
WORDS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
OFFICES = {
    "president": "leaders",
    "foreign minister": "foreign_ministers",
    "defence minister": "military",
}
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


@dataclass(frozen=True)
class State:
    iso3: str
    name: str
    adjective: str
    capital: str


@dataclass(frozen=True)
class Meeting:
    """A meeting of the invented world, which articles then tell."""

    day: date
    states: tuple[State, ...]
    office: str
    channel: str
    host: State | None
    status: str
    scene: str


@dataclass
class Story:
    """An article in the making: its text, and rows whose spans point into it."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    quotations: list[tuple[int, int]] = field(default_factory=list)
    records: list[tuple[str, list[tuple[int, int]], dict[str, Any]]] = field(default_factory=list)

    def say(self, words: str) -> tuple[int, int]:
        """Append words; the span that they take."""
        start = self.length
        self.parts.append(words)
        self.length += len(words)
        return start, self.length

    def quote(self, words: str) -> tuple[int, int]:
        """Append words in quotation marks."""
        span = self.say(f"“{words}”")
        self.quotations.append(span)
        return span

    def add(self, kind: str, spans: list[tuple[int, int]], **values: Any) -> int:
        """Note a record; its place among the article's records."""
        self.records.append((kind, spans, values))
        return len(self.records) - 1


class World:
    """Who holds which office when, and what meetings there are."""

    def __init__(self, rng: random.Random, articles: int) -> None:
        self.rng = rng
        self.states = [State(*row) for row in WORDS["states"]]
        names = [f"{a} {b}" for a, b in product(WORDS["first_names"], WORDS["family_names"])]
        rng.shuffle(names)
        given = iter(names)
        self.holders = {
            (state.iso3, office, era): next(given)
            for state in self.states
            for office in OFFICES
            for era in (0, 1)
        }
        self.meetings = sorted(
            (self._meeting() for _ in range(max(4, articles * 2 // 3))), key=lambda m: m.day
        )

    def holder(self, state: State, office: str, day: date) -> tuple[str, str]:
        """(actor_id, name) of who holds the office that day."""
        name = self.holders[state.iso3, office, int(day.year >= 2019)]
        return f"person:{name.casefold().replace(' ', '-')}-{state.iso3}", name

    def _meeting(self) -> Meeting:
        rng = self.rng
        some = tuple(rng.sample(self.states[: rng.choice((3, 10, 22))], rng.choice((2, 2, 2, 3))))
        channel = rng.choices(("in_person", "phone", "video"), (6, 3, 1))[0]
        host = rng.choice(some)
        return Meeting(
            day=date(2015, 1, 1) + timedelta(days=rng.randrange(8 * 365)),
            states=some,
            office=rng.choices(tuple(OFFICES), (5, 3, 1))[0],
            channel=channel,
            host=host if channel == "in_person" else None,
            status=rng.choices(("held", "cancelled", "postponed"), (18, 1, 1))[0],
            scene=rng.choice(WORDS["scenes"]),
        )


class Writer:
    """Writes one article about one meeting, and the rows that a reading would give."""

    def __init__(self, world: World, meeting: Meeting, number: int) -> None:
        self.world, self.rng, self.main, self.number = world, world.rng, meeting, number
        self.story = Story()
        ahead = self.rng.random() < 0.15
        self.status = "scheduled" if ahead and meeting.status == "held" else meeting.status
        days = -self.rng.randrange(4, 20) if self.status != "held" else self.rng.randrange(3)
        self.published = meeting.day + timedelta(days=days)
        self.actors: dict[str, t.ActorRow] = {}
        self.mentions: dict[str, tuple[tuple[int, int], str | None, str | None]] = {}
        self.places: dict[str, t.PlaceRow] = {}

    def rows(self) -> Iterator[t.Row]:
        """The article and all that rests on it."""
        self.head = self._write()
        yield from self._rows()

    def copied(self, number: int) -> Iterator[t.Row]:
        """The same article again, as another outlet prints it."""
        self.number = number
        self.story.say(f"{self.rng.choice(WORDS['outlets'])}, with agencies\n")
        yield from self._rows()

    def _write(self) -> str:
        story, rng, main = self.story, self.rng, self.main
        names = [state.name for state in main.states]
        head = (
            f"{_joined(names)} {rng.choice(('weigh', 'discuss', 'clash over', 'seek deal on'))} "
            f"{rng.choice(('truce', 'aid', 'crossing', 'patrols', 'prisoners', 'elections'))} "
            f"in {main.scene}"
        )
        story.say(f"{head}\n\n")
        self._tell(main, self.status, f"{main.states[0].capital.upper()} — ")
        for turn in range(7):
            self._statement(turn)
            if turn == 2:
                self._figures("at least", "About")
            elif turn == 5:
                self._figures("About")
        past = [m for m in self.world.meetings if m.day < self.published - timedelta(days=3)]
        self._tell(rng.choice(past[-40:] or [main]), "held" if past else self.status, "Earlier, ")
        self._figures(rng.choice(("at least", "About")))
        return head

    def _named(self, state: State, office: str, day: date) -> tuple[str, str]:
        actor_id, name = self.world.holder(state, office, day)
        self._state(state)
        self.actors[actor_id] = t.ActorRow(
            actor_id=actor_id,
            name=name,
            kind="person",
            country_iso3=state.iso3,
            wikidata_qid=None,
        )
        return actor_id, name

    def _state(self, state: State) -> str:
        actor_id = f"state:{state.iso3}"
        self.actors[actor_id] = t.ActorRow(
            actor_id=actor_id,
            name=state.name,
            kind="state",
            country_iso3=state.iso3,
            wikidata_qid=None,
        )
        return actor_id

    def _tell(self, meeting: Meeting, status: str, opening: str) -> None:
        """A paragraph that tells a meeting, and its record."""
        story = self.story
        start, _ = story.say(opening)
        people = []
        for at, state in enumerate(meeting.states):
            actor_id, name = self._named(state, meeting.office, meeting.day)
            people.append((actor_id, state))
            story.say(" and " if at == len(meeting.states) - 1 else ", " if at else "")
            span = story.say(f"{state.adjective} {meeting.office} {name}")
            self.mentions.setdefault(actor_id, (span, meeting.office, state.name))
        verb = {
            "held": {"in_person": "met", "phone": "spoke by phone", "video": "held a video call"}[
                meeting.channel
            ],
            "scheduled": "will meet",
            "postponed": "postponed their meeting",
            "cancelled": "called off their meeting",
        }[status]
        place = f" in {meeting.host.capital}" if meeting.host else ""
        near = abs((self.published - meeting.day).days) < 6 and status == "held"
        when = WEEKDAYS[meeting.day.weekday()] if near else f"{meeting.day:%-d %B %Y}"
        _, end = story.say(f" {verb}{place} on {when} to discuss {meeting.scene}.")
        story.say("\n\n")
        place_id = None
        if meeting.host:
            place_id = f"city:{meeting.host.iso3}/{meeting.host.capital.casefold()}"
            self.places[place_id] = t.PlaceRow(
                place_id=place_id,
                name=meeting.host.capital,
                kind="city",
                geoname_id=None,
                country_iso3=meeting.host.iso3,
            )
        self.story.add(
            "summit",
            [(start, end)],
            title=None,
            status=status,
            channel=meeting.channel if status == "held" else "unspecified",
            level=OFFICES[meeting.office],
            date_text=f"on {when}",
            date_start=meeting.day,
            date_end=meeting.day,
            date_precision="day",
            date_basis="weekday_from_publication" if near else "explicit",
            place_text=meeting.host.capital if meeting.host else None,
            place_id=place_id,
            geoname_id=None,
            country_iso3=meeting.host.iso3 if meeting.host else None,
            people=people,
            host=meeting.host,
        )

    def _statement(self, turn: int) -> None:
        """A paragraph in which somebody says something, with its statement and claim."""
        story, rng = self.story, self.rng
        state = rng.choice(self.main.states)
        actor_id, name = self._named(state, self.main.office, self.main.day)
        does, third = rng.choice(WORDS["doings"])
        matter = rng.choice(WORDS["matters"]).format(
            rng.choice((self.main.scene, rng.choice(WORDS["scenes"])))
        )
        tail, reason = rng.choice(WORDS["tails"]), rng.choice(WORDS["reasons"])
        last = name.split()[-1]
        cue = rng.choice(("said", "told reporters", "warned", "stressed"))
        match turn % 4:
            case 0:
                first = story.quote(f"We {does} {matter} {tail}, because {reason},")
                spans, core = [first], first
                story.say(f" {last} {cue} after the talks.")
            case 1:
                core = first = story.quote(f"We {does} {matter} {tail},")
                story.say(f" {last} {cue}. ")
                spans = [first, story.quote(f"You know that {reason}.")]
            case 2:
                story.say(f"{last} {cue} that ")
                core = story.say(f"{state.name} {third} {matter} {tail}")
                spans = [core]
                story.say(".")
            case _:
                story.say(f"According to {last}, ")
                start, _ = story.say(f"{state.name} {third} {matter} since ")
                _, end = story.quote(reason)
                core = (start, end)
                spans = [core]
                story.say(".")
        story.say("\n\n")
        self.mentions.setdefault(actor_id, (core, None, None))
        act = {"guarantee": "commit", "demand": "request", "reject": "reject", "oppose": "reject"}
        at = story.add(
            "statement",
            spans,
            act=act.get(does, "assert"),
            medium=rng.choice(("press_conference", "meeting", "interview", "speech")),
            said_on=min(self.published, self.main.day) if self.status == "held" else self.published,
            speaker_text=last,
            cue_text=cue if turn % 4 != 3 else "According to",
            speaker=actor_id,
            addressee=self._state(rng.choice(self.main.states)) if rng.random() < 0.2 else None,
        )
        story.add(
            "claim",
            [core],
            statement=at,
            text=f"{state.name} {third} {matter}.",
            claim_type="commitment" if does == "guarantee" else "state",
            certainty="certain",
            polarity="+",
            value=None,
            unit=None,
            comparator=None,
            asserter=actor_id,
        )

    def _figures(self, *openings: str) -> None:
        """A paragraph with a figure an opening, the first vouched for by a body."""
        story, rng = self.story, self.rng
        words, kind, unit = rng.choice(WORDS["figures"])
        number = rng.choice((12, 30, 45, 120, 340, 800, 1500, 2400, 12_000, 80_000))
        for opening in openings:
            who = None
            if opening == "at least":
                who, name = rng.choice((("igo:un", "United Nations"), ("igo:ocha", "OCHA")))
                self.actors[who] = t.ActorRow(
                    actor_id=who, name=name, kind="igo", country_iso3=None, wikidata_qid=None
                )
                self.mentions.setdefault(who, (story.say(name), None, None))
                story.say(" reported that ")
            told = f"{opening} {words.format(n=number, scene=self.main.scene)}"
            story.add(
                "claim",
                [story.say(told)],
                statement=None,
                text=told[0].upper() + told[1:] + ".",
                claim_type=kind,
                certainty="certain",
                polarity="+",
                value=float(number),
                unit=unit,
                comparator="~" if opening == "About" else ">=",
                asserter=who,
            )
            story.say(". ")
            number = max(2, int(number * rng.choice((0.5, 1, 1, 2, 3))))
        story.say("\n\n")

    def _rows(self) -> Iterator[t.Row]:
        text = "".join(self.story.parts)
        sha = sha256(text.encode()).hexdigest()
        article = sha[:16]
        path = f"large/{self.number:05}.txt"
        yield t.ArticleRow(
            article_id=article,
            sha256=sha,
            title=self.head,
            outlet=self.rng.choice(WORDS["outlets"]),
            url=f"https://example.org/{self.number}" if self.number % 3 else None,
            language="en",
            byline=None,
            dateline_place=None,
            published_text=f"{self.published:%-d %B %Y}",
            published_on=self.published,
            date_low=self.published,
            date_high=self.published,
            date_basis="explicit",
            duplicate_of=None,
            text=text,
        )
        yield t.ArticleSourceRow(article_id=article, source_path=path, fetched_at=STARTED)
        yield from self.actors.values()
        yield from self.places.values()
        records = self.story.records
        ids = [digest(article, kind, spans, i) for i, (kind, spans, _) in enumerate(records)]
        common = {"article_id": article, "run_id": RUN}
        statements = []
        for record, (kind, spans, values) in zip(ids, records, strict=True):
            for position, (start, end) in enumerate(spans):
                yield _evidence(record, kind, position, article, start, end, text)
            values = dict(values)
            if kind == "summit":
                people, host = values.pop("people"), values.pop("host")
                yield t.SummitRow(summit_id=record, event_id=None, **common, **values)
                for actor_id, state in people:
                    yield t.ParticipationRow(
                        summit_id=record,
                        actor_id=actor_id,
                        party_id=f"state:{state.iso3}",
                        party_iso3=state.iso3,
                        role="host" if state == host else "participant",
                    )
            elif kind == "statement":
                speaker, addressee = values.pop("speaker"), values.pop("addressee")
                ratio = self._quoted_ratio(text, spans)
                statements.append((record, spans))
                yield t.StatementRow(
                    statement_id=record,
                    summit_id=ids[0],
                    text=" […] ".join(text[a:b] for a, b in spans),
                    quote_type="direct" if ratio == 1 else "indirect" if ratio == 0 else "mixed",
                    quoted_ratio=ratio,
                    **common,
                    **values,
                )
                for role, who in (("speaker", speaker), ("addressee", addressee)):
                    if who:
                        yield t.StatementActorRow(
                            statement_id=record, actor_id=who, role=role, position=0
                        )
            else:
                made_in, who = values.pop("statement"), values.pop("asserter")
                yield t.ClaimRow(
                    claim_id=record,
                    statement_id=None if made_in is None else ids[made_in],
                    time_text=None,
                    time_start=None,
                    time_end=None,
                    **common,
                    **values,
                )
                if who:
                    yield t.ClaimAsserterRow(claim_id=record, actor_id=who)
        yield from self._about(article, text, path, statements)

    def _quoted_ratio(self, text: str, spans: list[tuple[int, int]]) -> float:
        """Share of the words inside quotation marks."""
        words = [m.start() for a, b in spans for m in re.compile(r"\w+").finditer(text, a, b)]
        inside = sum(any(a < at < b for a, b in self.story.quotations) for at in words)
        return inside / len(words)

    def _about(
        self, article: str, text: str, path: str, statements: list[tuple[str, Any]]
    ) -> Iterator[t.Row]:
        """Mentions, quotations, the outcome, and now and then a doubt."""
        rng = self.rng
        for actor_id, ((start, end), role, affiliation) in self.mentions.items():
            mention = digest(article, "actor_mention", actor_id)
            yield t.ActorMentionRow(
                mention_id=mention,
                article_id=article,
                actor_id=actor_id,
                name=self.actors[actor_id].name,
                role=role,
                affiliation=affiliation,
                resolved_by="alias",
            )
            yield _evidence(mention, "actor_mention", 0, article, start, end, text)
        for start, end in self.story.quotations:
            owner = next(i for i, spans in statements for a, b in spans if a <= start < b)
            yield t.QuoteSpanRow(
                article_id=article,
                char_start=start,
                char_end=end,
                text=text[start:end],
                statement_id=owner,
                verdict="speech",
            )
        if rng.random() < 0.2:
            yield t.FlagRow(
                flag_id=digest(article, "flag"),
                article_id=article,
                record_id=statements[0][0],
                code="loose_match",
                severity=rng.choice(("info", "warning")),
                message="the words were found after folding their quotation marks",
            )
        yield t.OutcomeRow(
            run_id=RUN,
            source_path=path,
            article_id=article,
            outcome="records",
            reason=None,
            attempts=1,
            input_tokens=len(text) // 4 + 3000,
            output_tokens=len(text) // 3,
            cost_usd=round(0.002 + len(text) / 1e7, 6),
            latency_ms=rng.randrange(900, 9000),
            raw=None,
        )


def _evidence(
    record: str, kind: Any, position: int, article: str, start: int, end: int, text: str
) -> t.EvidenceRow:
    return t.EvidenceRow(
        record_id=record,
        record_kind=kind,
        field="content" if kind == "statement" else "evidence",
        position=position,
        article_id=article,
        char_start=start,
        char_end=end,
        text=text[start:end],
        match="exact",
    )


def _joined(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def make_large(path: Path, articles: int = 1000, seed: int = 7) -> None:
    """Make the database; `path` must not exist."""
    rng = random.Random(seed)
    world = World(rng, articles)
    rows: list[t.Row] = [
        t.RunRow(
            run_id=RUN,
            started_at=STARTED,
            finished_at=STARTED + timedelta(hours=1),
            model="generated/make_large",
            prompt="extract/v2",
            prompt_sha256="0" * 64,
            schema_version=t.SCHEMA_VERSION,
            settings={"recorded": True, "seed": seed},
            code_version="0.1.0",
        )
    ]
    shared: dict[tuple[type[t.Row], str], t.Row] = {}
    writer = Writer(world, world.meetings[0], 0)
    for number in range(articles):
        if number % 50 == 49:
            told = writer.copied(number)
        else:
            writer = Writer(world, rng.choice(world.meetings), number)
            told = writer.rows()
        for row in told:
            if isinstance(row, t.ActorRow | t.PlaceRow):
                shared[type(row), getattr(row, row.key[0])] = row
            else:
                rows.append(row)
    with Database.open(path) as db:
        with db.transaction():
            db.insert(shared.values())
            db.insert(rows)
        relate(db)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("db", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    make_large(given.db, given.articles, given.seed)
    with Database.open(given.db, read_only=True) as db:
        for table in ("articles", "summits", "statements", "claims", "events", "claim_links"):
            print(f"{table:12} {db.query(f'SELECT count(*) FROM {table}').rows[0][0]:>7,}")


if __name__ == "__main__":
    main()
