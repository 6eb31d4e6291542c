"""Gold records: what a person read in an article.

Two formats. The seeds' (tests/gold): one JSON file an article with actors, meetings,
statements and claims, all complete. The devset's (tests/devset): `index.jsonl` with the
main meetings alone; its words are mapped as its README says:

- `planned` = scheduled, `possible` = proposed, `past-reference` = held, a passing mention,
  `not-held` = cancelled or denied;
- kind `in-person`, `phone`, `video` as they are; anything else is not stated, so the channel
  is not scored there. Nor is a date or place that it leaves null, nor the level;
- its participants are the main ones: recall alone is scored.

One event = the same name and the same status within one `cluster` (a scheduled and a held
meeting are linked, never merged); `single` is no cluster. The seeds' events stand in the
alias file: `same_event` lists meetings that are one.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.evaluation.intervals import UNKNOWN, Interval, read_interval

ALIASES = "aliases.json"
INDEX = "index.jsonl"
STATUSES = {
    "planned": ("scheduled",),
    "possible": ("proposed",),
    "held": ("held",),
    "past-reference": ("held",),
    "not-held": ("cancelled", "denied"),
}
CHANNELS = {"in-person": "in_person", "phone": "phone", "video": "video"}
SLOTS = frozenset(
    "status channel level date precision basis place geoname country participants".split()
)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the article, and where they began in the file that the reader had."""

    text: str
    near: int = 0


@dataclass(frozen=True, slots=True)
class GoldActor:
    key: str
    name: str
    kind: str | None
    country_iso3: str | None
    forms: tuple[str, ...]
    """Its name and the aliases given for the check."""


@dataclass(frozen=True, slots=True)
class GoldMeeting:
    id: str
    title: str
    statuses: tuple[str, ...]
    """Any of them is right; the first names it."""
    channel: str | None
    level: str | None
    date: Interval
    precision: str | None
    basis: str | None
    place: str | None
    geoname_id: int | None
    country_iso3: str | None
    participants: Mapping[str, tuple[str | None, str | None]]
    """Actor key -> party's country code (None: a group) and role."""
    evidence: tuple[Quote, ...]
    scored: frozenset[str]
    """The slots that this gold vouches for, of `SLOTS`."""
    event: str
    passing: bool = False


@dataclass(frozen=True, slots=True)
class GoldStatement:
    id: str
    speakers: tuple[str, ...]
    via: tuple[str, ...]
    addressees: tuple[str, ...]
    act: str
    medium: str
    said_on: str | None
    occasion: str | None
    cue: str
    content: tuple[Quote, ...]
    kind: str | None = None
    """Where gold says it itself, as a review's does; else it is read off its words."""


@dataclass(frozen=True, slots=True)
class GoldClaim:
    id: str
    text: str
    claim_type: str
    asserters: tuple[str, ...]
    certainty: str
    polarity: str
    value: float | None
    unit: str | None
    comparator: str | None
    time: Interval
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    doc: str
    """The file's name."""
    sha256: str | None
    url: str | None
    actors: Mapping[str, GoldActor]
    meetings: tuple[GoldMeeting, ...]
    statements: tuple[GoldStatement, ...] = ()
    claims: tuple[GoldClaim, ...] = ()
    complete: frozenset[str] = frozenset()
    """Of meetings, statements, claims: where a found record without partner is an error."""


@dataclass(frozen=True, slots=True)
class Gold:
    label: str
    """Name and content hash: figures of two readings of gold are never compared."""
    articles: tuple[GoldArticle, ...]


def read_gold(paths: Sequence[Path], aliases: Path | None = None) -> Gold:
    """The gold of folders and files; raises UsageError where there is none.

    A folder with `index.jsonl` is read as a devset, any other as JSON files with a `doc`.
    Its `aliases.json` serves where no other alias file is named.
    """
    files = [file for path in paths for file in _files(path)]
    beside = next((p / ALIASES for p in paths if (p / ALIASES).is_file()), None)
    known: dict[str, Any] = _json(aliases or beside) if aliases or beside else {}
    forms: dict[str, list[str]] = known.get("actors", {})
    events = {one: group[0] for group in known.get("same_event", ()) for one in group}
    articles: list[GoldArticle] = []
    for file in files:
        if file.suffix == ".jsonl":
            lines = file.read_text(encoding="utf-8").splitlines()
            articles += [_devset(json.loads(line), forms) for line in lines if line.strip()]
        elif isinstance(record := _json(file), dict) and "doc" in record:
            articles.append(_seed(record, forms, events))
    if not articles:
        named = ", ".join(map(str, paths))
        raise UsageError(
            f"no gold in {named}: JSON files with 'doc', or a folder with {INDEX}, are wanted"
        )
    content = sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:8]
    return Gold(f"{paths[0].resolve().name}@{content}", tuple(articles))


def _files(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise UsageError(f"no gold file or folder '{path}'")
    if path.is_file():
        yield path
    elif (path / INDEX).is_file():
        yield path / INDEX
    else:
        yield from sorted(file for file in path.glob("*.json") if file.name != ALIASES)


def _json(path: Path | None) -> Any:
    assert path is not None
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} is no JSON file that can be read: {error}") from error


def _quotes(texts: Iterable[str], spans: Iterable[Sequence[int]]) -> tuple[Quote, ...]:
    return tuple(Quote(text, span[0]) for text, span in zip(texts, spans, strict=True))


def _seed(
    record: dict[str, Any], forms: Mapping[str, list[str]], events: Mapping[str, str]
) -> GoldArticle:
    complete = record["complete"]
    kinds = {"meetings": ["meetings"], "claims": ["claims"]}
    kinds["statements"] = ["direct", "indirect", "mixed"]
    return GoldArticle(
        doc=record["doc"],
        sha256=record.get("sha256"),
        url=record.get("url"),
        actors={
            key: GoldActor(key, a["name"], a["kind"], a["iso3"], (a["name"], *forms.get(key, ())))
            for key, a in record["actors"].items()
        },
        meetings=tuple(_seed_meeting(m, events.get(m["id"], m["id"])) for m in record["meetings"]),
        statements=tuple(_seed_statement(s) for s in record["statements"]),
        claims=tuple(_seed_claim(c) for c in record["claims"]),
        complete=frozenset(
            kind for kind, flags in kinds.items() if all(complete.get(flag) for flag in flags)
        ),
    )


def _seed_meeting(m: dict[str, Any], event: str) -> GoldMeeting:
    return GoldMeeting(
        id=m["id"],
        title="",
        statuses=(m["status"],),
        channel=m["channel"],
        level=m["level"],
        date=Interval(read_interval(m["date_start"]).start, read_interval(m["date_end"]).end),
        precision=m["precision"],
        basis=m["date_basis"],
        place=m["place"],
        geoname_id=m["geoname_id"],
        country_iso3=m["iso3"],
        participants={p["actor"]: (p["party"], p["role"]) for p in m["participants"]},
        evidence=_quotes(m["text"], m["evidence"]),
        scored=SLOTS,
        event=event,
    )


def _seed_statement(s: dict[str, Any]) -> GoldStatement:
    return GoldStatement(
        id=s["id"],
        speakers=tuple(s["speakers"]),
        via=tuple(s["via"]),
        addressees=tuple(s["addressees"]),
        act=s["act"],
        medium=s["medium"],
        said_on=s["said_on"],
        occasion=s["occasion"],
        cue=s["cue"],
        content=_quotes(s["text"], s["segments"]),
        kind=s.get("kind"),
    )


def _seed_claim(c: dict[str, Any]) -> GoldClaim:
    return GoldClaim(
        id=c["id"],
        text=c["text"],
        claim_type=c["type"],
        asserters=tuple(c["asserters"]),
        certainty=c["certainty"],
        polarity=c["polarity"],
        value=c["value"],
        unit=c["unit"],
        comparator=c["comparator"],
        time=read_interval(c["time"]),
        evidence=_quotes(_pieces(c["quote"]), c["evidence"]),
    )


def _pieces(quote: str | list[str]) -> list[str]:
    """A claim's evidence; a list where the article itself may hold " […] "."""
    return quote.split(" […] ") if isinstance(quote, str) else quote


def _devset(line: dict[str, Any], forms: Mapping[str, list[str]]) -> GoldArticle:
    meetings = line["gold_meetings"]
    names = dict.fromkeys(name for m in meetings for name in m["participants"])
    return GoldArticle(
        doc=line["file"],
        sha256=None,
        url=line.get("url"),
        actors={
            name: GoldActor(name, name, None, None, (name, *forms.get(name, ()))) for name in names
        },
        meetings=tuple(_devset_meeting(line, m, at) for at, m in enumerate(meetings, 1)),
    )


def _devset_meeting(line: dict[str, Any], m: dict[str, Any], number: int) -> GoldMeeting:
    given = {"status"}
    given |= {"channel"} if m["kind"] in CHANNELS else set()
    # "NATO Summit (city not named)": the remark says that the text names no place.
    place = None if "not named" in (m["place"] or "") else m["place"]
    given |= {slot for slot, value in (("date", m["date"]), ("place", place)) if value}
    given |= {"participants"} if m["participants"] else set()
    # Its day is the reader's; whether a text states it or only a month, the precision is not given.
    days = read_interval(m["date"]) if m["date"] else UNKNOWN
    statuses = STATUSES.get(m["status"], (m["status"],))
    own = line["file"] if line["cluster"] == "single" else line["cluster"]
    return GoldMeeting(
        id=f"{line['file'].partition('_')[0]}#{number}",
        title=m["name"],
        statuses=statuses,
        channel=CHANNELS.get(m["kind"]),
        level=None,
        date=days,
        precision=None,
        basis=None,
        place=place,
        geoname_id=None,
        country_iso3=None,
        participants=dict.fromkeys(m["participants"], (None, None)),
        evidence=(),
        scored=frozenset(given),
        event=f"{own}: {m['name']} ({statuses[0]})",
        passing=m["status"] == "past-reference",
    )
