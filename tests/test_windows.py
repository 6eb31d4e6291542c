"""A long article is cut at paragraphs; together the windows report each paragraph once."""

import asyncio
import json
import re
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extracting.extract import Extraction, extract
from pipeline.extracting.model import Model, ModelSettings
from pipeline.extracting.windows import CONTEXT_CHARACTERS, WINDOW_CHARACTERS, join, window, windows
from schemas.draft import ActorDraft, MeetingDraft, StatementDraft
from tests import loopback as lo
from tests.drafts import Wire, actor, article, claim, draft, meeting, parsed, repair, statement
from tests.loopback import Body, Loopback

LENGTHS = st.lists(st.integers(1, 400), min_size=1, max_size=60)


def of_lengths(lengths: list[int]) -> tuple[tuple[range, range], ...]:
    return windows(article("\n".join("x" * length for length in lengths)), 500)


@given(LENGTHS)
def test_every_paragraph_is_reported_exactly_once_and_in_order(lengths: list[int]) -> None:
    reported = list(chain.from_iterable(report for _, report in of_lengths(lengths)))
    assert reported == list(range(len(lengths)))


@given(LENGTHS)
def test_no_window_is_longer_than_its_size_but_for_a_single_paragraph(lengths: list[int]) -> None:
    for _, report in of_lengths(lengths):
        assert len(report) == 1 or sum(lengths[i] for i in report) <= 500


@given(LENGTHS)
def test_context_stands_right_before_what_is_reported(lengths: list[int]) -> None:
    first, *later = of_lengths(lengths)
    assert len(first[0]) == 0
    for context, report in later:
        assert len(context) > 0
        assert context.stop == report.start
        assert len(context) == 1 or sum(lengths[i] for i in context) <= CONTEXT_CHARACTERS


def test_short_article_is_one_window() -> None:
    assert windows(article()) == ((range(0), range(5)),)


def test_article_of_20000_words_takes_few_windows() -> None:
    text = "\n".join(["The leaders met again in Sochi to talk about the war. " * 8] * 250)
    assert len(text.split()) >= 20_000
    found = windows(article(text))
    assert len(found) <= 2 + len(text) // WINDOW_CHARACTERS * 1.1


# -- joining ------------------------------------------------------------------------------

PUTIN, ERDOGAN = actor("a1", "Vladimir Putin"), actor("a2", "Recep Tayyip Erdogan")


def joined(first: Wire, second: Wire, report: range = range(5, 10)) -> Wire:
    """Both drafts as one, on the wire; paragraph 6 is the second window's first."""
    found = join(parsed(first), parsed(second), report)
    return json.loads(found.model_dump_json(by_alias=True))


def test_same_actor_listed_again_stays_one() -> None:
    got = joined(draft([PUTIN], [], []), draft([PUTIN], [], [statement("a1", at=["6"])]))
    assert [row["n"] for row in got["A"]] == ["Vladimir Putin"]
    assert got["S"][0]["w"] == ["a1"]


def test_same_name_under_another_ref_is_the_same_actor() -> None:
    second = draft([{**PUTIN, "r": "a7"}], [], [statement("a7", "a7 via", at=["6"])])
    got = joined(draft([PUTIN], [], []), second)
    assert len(got["A"]) == 1
    assert got["S"][0]["w"] == ["a1", "a1 via"]


def test_another_actor_under_a_ref_in_use_gets_its_own() -> None:
    second = draft(
        [{**ERDOGAN, "r": "a1"}, actor("a2", "the ministers", "collective", m=["a1"])],
        [meeting("m1", "a1 host", at=["6"])],
        [statement("a1", at=["6"], claims=[claim("He spoke.", ["6"], w=["a1"])], m="m1")],
        [claim("He came.", ["7"], w=["a1"])],
    )
    got = joined(draft([PUTIN], [], [statement("a1", at=["1"])]), second)
    refs = {row["n"]: row["r"] for row in got["A"]}
    new = refs["Recep Tayyip Erdogan"]
    assert new != refs["Vladimir Putin"]
    assert got["A"][2]["m"] == [new]
    assert got["M"][0]["w"] == [f"{new} host"]
    assert [row["w"] for row in got["S"]] == [["a1"], [new]]
    assert got["S"][1]["c"][0]["w"] == [new]
    assert got["C"][0]["w"] == [new]


def test_another_meeting_under_a_ref_in_use_gets_its_own_and_its_statements_follow() -> None:
    first = draft([PUTIN], [meeting("m1", "a1", at=["1"])], [])
    second = draft(
        [], [meeting("m1", "a1", at=["6"], s="scheduled")], [statement("a1", at=["6"], m="m1")]
    )
    got = joined(first, second)
    assert [row["s"] for row in got["M"]] == ["held", "scheduled"]
    assert got["M"][0]["r"] != got["M"][1]["r"]
    assert got["S"][0]["m"] == got["M"][1]["r"]


def test_meeting_told_again_under_its_ref_stays_one() -> None:
    first = draft([PUTIN], [meeting("m1", "a1", at=["1"])], [])
    second = draft([], [meeting("m1", "a1", at=["6"])], [statement("a1", at=["6"], m="m1")])
    got = joined(first, second)
    assert len(got["M"]) == 1
    assert got["S"][0]["m"] == "m1"


def test_records_that_rest_on_the_overlap_alone_are_not_doubled() -> None:
    second = draft(
        [],
        [meeting("m2", "a1", at=["5"]), meeting("m3", "a1", at=["5", "6"])],
        [statement("a1", at=["5"]), statement("a1", at=["5:x", "6"]), statement("a1", at=["[6]"])],
        [claim("One.", ["4"]), claim("Two.", ["6#1:x"])],
    )
    got = joined(draft([PUTIN], [], []), second)
    assert [row["r"] for row in got["M"]] == ["m3"]
    assert [row["at"] for row in got["S"]] == [["5:x", "6"], ["[6]"]]
    assert [row["t"] for row in got["C"]] == ["Two."]


def test_record_that_points_at_no_paragraph_is_kept_so_that_it_is_asked_for_again() -> None:
    second = draft([], [], [statement("a1", at=[at]) for at in ("99", "0", "x", "5")])
    got = joined(draft([PUTIN], [], []), second)
    assert [row["at"] for row in got["S"]] == [["99"], ["0"], ["x"]]


def test_malformed_records_survive_the_join_so_that_they_can_be_asked_for_again() -> None:
    second = draft([{"r": "a5"}], [{"r": "m5"}], [{"w": []}], [{"t": "x"}])
    got = join(parsed(draft([PUTIN], [], [])), parsed(second), range(5, 10))
    assert [len(rows) for rows in (got.actors, got.meetings, got.statements, got.claims)] == [
        2, 1, 1, 1,
    ]  # fmt: skip


NAMES = ("Putin", "Erdogan", "Rohani", "Merkel", "Macron")
REFS = ("a1", "a2", "a3", "a1w2", "a2w2")


@st.composite
def windowed(draw: st.DrawFn) -> Wire:
    """A window's report: each of its actors says one thing of his own."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1))
    refs = draw(st.permutations(REFS))
    actors = [actor(ref, name) for ref, name in zip(refs, names, strict=False)]
    return draft(actors, [], [statement(a["r"], at=[f"6:{a['n']}"]) for a in actors])


@given(windowed(), windowed(), windowed())
def test_refs_of_windows_never_collide(one: Wire, two: Wire, three: Wire) -> None:
    drafts = [parsed(one), parsed(two), parsed(three)]
    whole = join(join(drafts[0], drafts[1], range(5, 9)), drafts[2], range(5, 9))
    actors = [a for a in whole.actors if isinstance(a, ActorDraft)]
    assert len({a.ref for a in actors}) == len(actors)
    names = {a.ref: a.name for a in actors}
    assert len(whole.statements) == sum(len(part.statements) for part in drafts)
    for said in whole.statements:
        assert isinstance(said, StatementDraft)
        assert names[said.who[0]] == said.content[0].removeprefix("6:")


def test_window_is_told_of_the_actors_and_meetings_so_far() -> None:
    so_far = parsed(draft([PUTIN, {"r": "bad"}], [meeting("m1", "a1")], []))
    shown = window((range(1, 3), range(3, 6)), so_far)
    assert [a.ref for a in shown.actors] == ["a1"]
    assert [m.ref for m in shown.meetings] == ["m1"]
    assert all(isinstance(m, MeetingDraft) for m in shown.meetings)


# -- through a model ----------------------------------------------------------------------


def paragraph(number: int) -> str:
    return f"Vladimir Putin said “number {number} has to hold for now” in Sochi on Monday."


def reading(body: Body) -> lo.Reply:
    """A model that reports every paragraph it is shown, the context too."""
    question = body["messages"][1]["content"]
    shown = [int(n) for n in re.findall(r"^\[(\d+)\]", question, re.MULTILINE)]
    if "could not be used" in question:
        return lo.answer(repair())
    said = [statement("a1", at=[f"{n}:“number…for now”"], m="m1") for n in shown]
    met = [meeting("m1", "a1", at=[str(shown[0])])]
    return lo.answer(draft([PUTIN], met, said, dl=None))


def through(
    count: int, size: int, script: lo.Script = reading, filler: str = ""
) -> tuple[Extraction, Loopback]:
    text = article("\n".join(paragraph(n) + filler for n in range(1, count + 1)))

    async def main(url: str) -> Extraction:
        async with Model.connect(ModelSettings("openai/test", url)) as model:
            return await extract(text, model, size=size)

    with Loopback(script=script) as server:
        return asyncio.run(main(server.url)), server


def test_long_article_yields_each_statement_once_though_windows_overlap() -> None:
    found, server = through(60, 800)
    assert len(server.raw) > 4
    assert [s.content[0].text for s in found.records.statements] == [
        f"“number {n} has to hold for now”" for n in range(1, 61)
    ]
    assert len(found.records.summits) == 1
    assert len(found.records.actors) == 1
    assert found.records.rejects == ()


def test_article_of_20000_words_works() -> None:
    filler = " The envoys of both sides went on with their work through the night." * 3
    count = 20_000 // len((paragraph(1) + filler).split()) + 1
    found, server = through(count, WINDOW_CHARACTERS, filler=filler)
    assert len(found.records.article.text.split()) >= 20_000
    assert len(found.records.statements) == count
    assert {span.verdict for span in found.records.quote_spans} == {"speech"}
    assert found.usage.attempts == len(server.raw) <= 12


def test_later_windows_carry_actors_meetings_context_and_the_words_for_it() -> None:
    _, server = through(60, 800)
    first, second = server.questions[:2]
    assert "part of a longer article" not in first
    assert "part of a longer article" in second
    assert "Actors so far: a1 Vladimir Putin" in second
    assert "Meetings so far: m1 held in_person" in second
    before, _, after = second.partition("To report:")
    assert "Already read:" in before
    shown = [int(n) for n in re.findall(r"^\[(\d+)\]", after, re.MULTILINE)]
    assert shown[0] == 1 + max(int(n) for n in re.findall(r"^\[(\d+)\]", first, re.MULTILINE))


def test_record_of_a_later_window_is_asked_about_with_that_windows_paragraphs() -> None:
    def script(body: Body) -> lo.Reply:
        question = body["messages"][1]["content"]
        if "could not be used" in question:
            return lo.answer(repair(S=statement("a1", at=["60:“number…for now”"])))
        if "are in no statement" in question:
            return lo.answer({"A": [], "Q": []})
        wire = draft([PUTIN], [], [], dl=None)
        if "[60] " in question:
            wire["S"] = [statement("a1", at=["60:“number 61…for now”"])]
        return lo.answer(wire)

    found, server = through(60, 800, script)
    (asked,) = [q for q in server.questions if "could not be used" in q]
    assert "[60] " in asked
    assert "[1] " not in asked
    assert "“number 60 has to hold for now”" in [
        s.content[0].text for s in found.records.statements
    ]


def test_claim_without_an_anchor_of_its_own_is_asked_about_where_its_statement_stands() -> None:
    lie = claim("Putin named the number 99.", [], q="=99")

    def script(body: Body) -> lo.Reply:
        question = body["messages"][1]["content"]
        if "could not be used" in question:
            return lo.answer(repair())
        if "are in no statement" in question:
            return lo.answer({"A": [], "Q": []})
        wire = draft([PUTIN], [], [], dl=None)
        if "[60] " in question:
            wire["S"] = [statement("a1", at=["60:“number…for now”"], claims=[lie])]
        return lo.answer(wire)

    _, server = through(60, 800, script)
    (asked,) = [q for q in server.questions if "could not be used" in q]
    assert "[60] " in asked


def test_actor_of_a_later_window_is_asked_about_with_a_window_that_uses_it() -> None:
    def script(body: Body) -> lo.Reply:
        question = body["messages"][1]["content"]
        if "could not be used" in question:
            return lo.answer(repair())
        if "are in no statement" in question:
            return lo.answer({"A": [], "Q": []})
        wire = draft([PUTIN], [], [], dl=None)
        if "[60] " in question:
            wire["A"] = [PUTIN, actor("a9", "Wladimir Wladimirowitsch")]
            wire["S"] = [statement("a9", at=["60:“number…for now”"])]
        return lo.answer(wire)

    _, server = through(60, 800, script)
    (asked,) = [q for q in server.questions if "could not be used" in q]
    assert "[60] " in asked
