"""Which claims are related: by rules, by a judge, and never by comparing all with all."""

import asyncio
import json
import random
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from pipeline.extracting.model import Model, ModelSettings
from pipeline.lookup.registry import load
from pipeline.reading.text import make_article
from pipeline.relating.claimblocks import BLOCK, NEIGHBOURS, SEATS, Skipped
from pipeline.relating.claimlinks import candidates, keep_verdicts, rebuild_claim_links
from pipeline.relating.claimpairs import Pair, pairs
from pipeline.relating.claimrules import link_of
from pipeline.relating.claimtopics import Assertion
from pipeline.relating.judge import PAIRS_PER_CALL, Judgement, judge, messages
from pipeline.storing.database import Database
from pipeline.storing.schema_check import strict_problems
from schemas import tables as t
from schemas.judge import JudgeDraft
from tests import loopback as lo
from tests import rows as small

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "gold"
LINKS = json.loads((GOLD / "claim_links.json").read_text())
TENSIONS = {frozenset((one["a"], one["b"])) for one in LINKS if one["relation"] == "tension"}
JUDGED = {frozenset((one["a"], one["b"])) for one in LINKS if one["relation"] != "supports"}
AS_EXTRACTED = {
    "S0c1": "The situation in the northwestern Syrian province of Idlib and the areas east of the "
    "Euphrates River remain tense.",
    "S0c2": "The situation in the de-escalation zone in Idlib has stabilized considerably "
    "following the introduction of a cease-fire.",
    "S0c3": "Terrorist groups are still active in Syria.",
    "S1c1": "More than 340,000 people have been killed since the conflict in Syria broke out "
    "following antigovernment protests in 2011.",
    "S1c2": "The war in Syria has killed hundreds of thousands of people.",
    "S2c1": "At least 33 Turkish soldiers have died in a Syrian government attack on militants in "
    "Idlib.",
    "S2c3": "Turkish troops were attacked in Idlib province by Syrian forces.",
    "S3c1": "Throughout the seven-year conflict, the Syrian regime and its allies have designated "
    "many of their rebel opponents as terrorists in order to legitimise brutal attacks on them.",
    "S3c2": "Russia has never factored in terrorist organisations.",
    "S4c2": "The achievements of the 11 months after the establishment of the ceasefire regime on "
    "December 29, 2016 helped to destroy ISIS, the al-Nusra Front and other terrorist "
    "organisations designated by the United Nations Security Council.",
}
"""Sentences that a model wrote for claims of the gold."""

Database_ = Callable[..., Database]


@pytest.fixture
def database(tmp_path: Path) -> Iterable[Database_]:
    """Makes a database of rows, in their order."""
    opened: list[Database] = []

    def make(rows: Iterable[t.Row]) -> Database:
        db = Database.open(tmp_path / f"{len(opened)}.duckdb")
        opened.append(db)
        with db.transaction():
            db.insert(rows)
        return db

    yield make
    for db in opened:
        db.close()


def gold_rows(sentences: Mapping[str, str] = {}) -> list[t.Row]:
    """The gold claims of the seeds as rows, some of them in other sentences."""
    found: list[t.Row] = []
    actors: dict[str, t.ActorRow] = {}
    for file in sorted(GOLD.glob("0*.json")):
        gold = json.loads(file.read_text())
        published = date.fromisoformat(gold["published_on"]) if gold["published_on"] else None
        stored = make_article((ROOT / "seeds" / gold["doc"]).read_text(), gold["doc"])
        found.append(
            small.article(
                stored.text,
                published_on=published,
                date_low=published,
                date_high=published,
            )
        )
        for key, actor in gold["actors"].items():
            actors.setdefault(
                key,
                t.ActorRow(
                    actor_id=key,
                    name=actor["name"],
                    kind=actor["kind"],
                    country_iso3=actor["iso3"],
                    wikidata_qid=None,
                ),
            )
        for one in gold["claims"]:
            start, end = interval(one["time"])
            found.append(
                claim(
                    one["id"],
                    sentences.get(one["id"], one["text"]),
                    article_id=stored.article_id,
                    statement_id=one["statement"],
                    claim_type=one["type"],
                    certainty=one["certainty"],
                    polarity=one["polarity"],
                    value=one["value"],
                    unit=one["unit"],
                    comparator=one["comparator"],
                    time_start=start,
                    time_end=end,
                )
            )
            found += [t.ClaimAsserterRow(claim_id=one["id"], actor_id=a) for a in one["asserters"]]
            at = max(stored.text.find(one["quote"]), 0)
            found.append(
                t.EvidenceRow(
                    record_id=one["id"],
                    record_kind="claim",
                    field="evidence",
                    position=0,
                    article_id=stored.article_id,
                    char_start=at,
                    char_end=at + len(one["quote"]),
                    text=one["quote"],
                    match="exact",
                )
            )
    return [*actors.values(), *found]


def interval(written: str | None) -> tuple[date | None, date | None]:
    if not written:
        return None, None
    ends = [[int(part) for part in end.split("-")] for end in written.split("/")]
    first, last = ends[0], ends[-1]
    start = date(first[0], first[1] if len(first) > 1 else 1, first[2] if len(first) > 2 else 1)
    if len(last) == 3:
        return start, date(*last)
    month = last[1] if len(last) > 1 else 12
    return start, date(last[0] + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def claim(claim_id: str, text: str, **fields: Any) -> t.ClaimRow:
    values: dict[str, Any] = {
        "article_id": small.ARTICLE,
        "run_id": "r1",
        "statement_id": None,
        "claim_type": "event",
        "certainty": "certain",
        "polarity": "+",
        "value": None,
        "unit": None,
        "comparator": None,
        "time_text": None,
        "time_start": None,
        "time_end": None,
    }
    return t.ClaimRow(claim_id=claim_id, text=text, **values | fields)


def told(claim_id: str, text: str, published: date, **fields: Any) -> list[t.Row]:
    """A claim in an article of its own."""
    article = small.article(
        f"{claim_id}: {text}",
        published_on=published,
        date_low=published,
        date_high=published,
    )
    return [article, claim(claim_id, text, article_id=article.article_id, **fields)]


def linked(db: Database) -> set[tuple[str, str, str, str]]:
    rebuild_claim_links(db)
    return set(db.query("SELECT claim_a, relation, claim_b, rule FROM claim_links").rows)


def ids(found: Iterable[Pair]) -> set[frozenset[str]]:
    return {frozenset((pair.a.claim_id, pair.b.claim_id)) for pair in found}


def judged(db: Database, *replies: lo.Reply, script: lo.Script | None = None) -> Judgement:
    """What the judge says of the open pairs, through a real model client."""

    async def main(url: str) -> Judgement:
        async with Model.connect(ModelSettings("openai/test", url, attempts=2)) as model:
            return await judge(candidates(db), model)

    with lo.Loopback(*replies, script=script) as server:
        return asyncio.run(main(server.url))


def saying(relation: str, of: Callable[[str], str] | None = None) -> lo.Script:
    """A judge that says the same of every pair, or what `of` says of a pair's block."""

    def script(body: dict[str, Any]) -> lo.Reply:
        blocks = re.split(r"^\[(\d+)\]\n", body["messages"][-1]["content"], flags=re.MULTILINE)
        items = [
            {"i": int(number), "r": of(block) if of else relation}
            for number, block in zip(blocks[1::2], blocks[2::2], strict=True)
        ]
        return lo.answer({"P": items})

    return script


# -- the seeds ----------------------------------------------------------------------------


@pytest.mark.parametrize("sentences", [{}, AS_EXTRACTED], ids=["gold", "as extracted"])
def test_every_linked_pair_of_the_seeds_is_found_or_put_to_the_judge(
    database: Database_, sentences: dict[str, str]
) -> None:
    db = database(gold_rows(sentences))
    links = linked(db)
    assert links == {("S1c1", "supports", "S1c2", "value_within")}
    assert ids(candidates(db)) >= JUDGED


def test_no_call_of_the_judge_begins_once_it_is_enough(database: Database_) -> None:
    many = [candidates(database(gold_rows()))[0]] * (3 * PAIRS_PER_CALL)

    async def main(server: lo.Loopback) -> Judgement:
        async with Model.connect(ModelSettings("openai/test", server.url)) as model:
            return await judge(many, model, enough=lambda: len(server.raw) == 2)

    with lo.Loopback(script=saying("none")) as server:
        assert asyncio.run(main(server)).usage.attempts == len(server.raw) == 2


def test_the_seeds_need_one_call_of_the_judge(database: Database_) -> None:
    assert len(candidates(database(gold_rows()))) <= 30 < PAIRS_PER_CALL


def test_the_tensions_of_the_seeds_are_stored_as_the_judge_sees_them(database: Database_) -> None:
    rows = gold_rows()
    texts = {row.claim_id: row.text for row in rows if isinstance(row, t.ClaimRow)}

    def of(block: str) -> str:
        hit = any(all(f": {texts[one]} (" in block for one in pair) for pair in TENSIONS)
        return "tension" if hit else "none"

    db = database(rows)
    judgement = judged(db, script=saying("", of))
    left = keep_verdicts(db, judgement, "test")
    found = db.query("SELECT claim_a, claim_b, rule FROM claim_links WHERE relation = 'tension'")
    assert {frozenset(row[:2]) for row in found.rows} == TENSIONS
    assert {row[2] for row in found.rows} == {"judge"}
    assert left == ()


def test_a_judge_who_sees_contradictions_everywhere_makes_none_in_the_seeds(
    database: Database_,
) -> None:
    db = database(gold_rows(AS_EXTRACTED))
    keep_verdicts(db, judged(db, script=saying("contradicts")), "test")
    relations = dict(db.query("SELECT relation, count(*) FROM claim_links GROUP BY ALL").rows)
    assert set(relations) == {"supports", "tension"}


def test_links_and_candidates_do_not_depend_on_the_order_of_arrival(database: Database_) -> None:
    rows = gold_rows()
    shuffled = random.Random(3).sample(rows, len(rows))
    one, other = database(rows), database(shuffled)
    assert linked(one) == linked(other)
    assert messages(candidates(one)) == messages(candidates(other))


def test_rebuilding_twice_changes_nothing(database: Database_) -> None:
    db = database(gold_rows())
    assert linked(db) == linked(db)


# -- rules --------------------------------------------------------------------------------

ATTACK = "At least 33 Turkish soldiers were killed in the attack in Idlib."
LATER = "34 Turkish soldiers were killed in the attack in Idlib."
TOLL: dict[str, Any] = {"claim_type": "casualty", "unit": "soldiers"}
MONDAY, TUESDAY = date(2020, 3, 2), date(2020, 3, 3)
DAY: dict[str, Any] = {"time_start": MONDAY, "time_end": MONDAY}


def test_a_toll_that_grows_in_a_later_article_is_an_update(database: Database_) -> None:
    """Hard case 51: the later count updates the earlier one; they do not contradict."""
    old = told("c1", ATTACK, MONDAY, value=33, comparator=">=", **TOLL, **DAY)
    new = told("c2", LATER, TUESDAY, value=34, comparator="=", **TOLL, **DAY)
    expected = {("c2", "updates", "c1", "later_toll")}
    assert linked(database([*old, *new])) == expected
    assert linked(database([*new, *old])) == expected


def test_an_exact_toll_supports_a_bound_of_the_same_day(database: Database_) -> None:
    one = told("c1", ATTACK, MONDAY, value=33, comparator=">=", **TOLL)
    other = told("c2", LATER, MONDAY, value=34, comparator="=", **TOLL)
    assert linked(database([*one, *other])) == {("c2", "supports", "c1", "value_within")}


def test_tolls_of_two_places_or_two_years_are_not_one_toll(database: Database_) -> None:
    old = told("c1", ATTACK, MONDAY, value=33, comparator=">=", **TOLL)
    aleppo = LATER.replace("Idlib", "Aleppo")
    elsewhere = told("c2", aleppo, TUESDAY, value=34, comparator="=", **TOLL)
    next_year = told("c3", LATER, date(2021, 3, 3), value=34, comparator="=", **TOLL)
    links = linked(database([*old, *elsewhere, *next_year]))
    assert not {link for link in links if link[1] == "updates"}


def test_killed_and_wounded_are_two_counts(database: Database_) -> None:
    killed = told("c1", ATTACK, MONDAY, value=33, comparator=">=", **TOLL)
    wounded = LATER.replace("killed", "wounded")
    other = told("c2", wounded, TUESDAY, value=34, comparator="=", **TOLL)
    assert linked(database([*killed, *other])) == set()


def test_the_same_number_of_other_things_relates_nothing(database: Database_) -> None:
    """Hard case 38: 33 soldiers and 33 delegations."""
    one = told("c1", ATTACK, MONDAY, value=33, comparator=">=", **TOLL)
    invited = "Russia invited 33 delegations to Sochi."
    other = told("c2", invited, TUESDAY, value=33, unit="delegations", comparator="=")
    db = database([*one, *other])
    assert linked(db) == set()
    assert candidates(db) == ()


def test_two_figures_of_one_sentence_are_two_counts(database: Database_) -> None:
    text = "Ostrava sent the port more than $4 million in May and $5 million in June."
    money = {"claim_type": "quantity", "unit": "dollars"}
    one = told("c1", text, MONDAY, value=4_000_000, comparator=">", **money)
    other = told("c2", text, TUESDAY, value=5_000_000, comparator="=", **money)
    assert linked(database([*one, *other])) == set()


def test_values_that_exclude_each_other_contradict_only_at_one_known_time(
    database: Database_,
) -> None:
    exact = {"comparator": "=", "claim_type": "quantity", "unit": "delegations"}
    text = "Exactly {} delegations attended the opening session of the congress in Sochi."
    one = told("c1", text.format(33), MONDAY, value=33, **exact, **DAY)
    other = told("c2", text.format(51), TUESDAY, value=51, **exact, **DAY)
    undated = told("c2", text.format(51), TUESDAY, value=51, **exact)
    rule = "values_exclude"
    assert linked(database([*one, *other])) == {("c1", "contradicts", "c2", rule)}
    assert linked(database([*one, *undated])) == {("c1", "tension", "c2", rule)}


OPEN = "The northern crossing at Bab al-Hawa is open to humanitarian convoys."
SHUT = "The northern crossing at Bab al-Hawa is not open to humanitarian convoys."


def test_a_sentence_and_its_denial_contradict_only_at_one_known_time(database: Database_) -> None:
    one = told("c1", OPEN, MONDAY, claim_type="state", **DAY)
    other = told("c2", SHUT, TUESDAY, claim_type="state", polarity="-", **DAY)
    undated = told("c2", SHUT, TUESDAY, claim_type="state", polarity="-")
    rule = "opposite_polarity"
    assert linked(database([*one, *other])) == {("c1", "contradicts", "c2", rule)}
    assert linked(database([*one, *undated])) == {("c1", "tension", "c2", rule)}


def test_plans_and_guesses_contradict_nothing(database: Database_) -> None:
    one = told("c1", OPEN, MONDAY, claim_type="prediction", **DAY)
    other = told("c2", SHUT, TUESDAY, claim_type="state", polarity="-", **DAY)
    assert linked(database([*one, *other])) == {("c1", "tension", "c2", "opposite_polarity")}


def test_a_sentence_repeated_by_another_article_is_the_same(database: Database_) -> None:
    rows = [*told("c1", OPEN, MONDAY), *told("c2", OPEN, TUESDAY)]
    assert linked(database(rows)) == {("c1", "same", "c2", "same_words")}


def test_a_less_certain_telling_qualifies(database: Database_) -> None:
    rows = [*told("c1", OPEN, MONDAY), *told("c2", OPEN, TUESDAY, certainty="possible")]
    assert linked(database(rows)) == {("c2", "qualifies", "c1", "less_certain")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (OPEN, OPEN.replace("open", "closed")),
        (OPEN, OPEN.replace("is open", "failed to open")),
        (OPEN, OPEN.replace("Bab al-Hawa", "Bab al-Salam")),
        ("Iran shelled Israel on 3 April.", "Israel shelled Iran on 3 April."),
        ("Erdogan held talks on 3 April.", "Erdogan held talks on 4 April."),
    ],
)
def test_a_word_name_or_number_for_another_is_never_the_same(
    database: Database_, one: str, other: str
) -> None:
    assert linked(database([*told("c1", one, MONDAY), *told("c2", other, TUESDAY)])) == set()


def test_claims_of_a_duplicate_article_are_left_out(database: Database_) -> None:
    one, other = told("c1", OPEN, MONDAY), told("c2", OPEN, TUESDAY)
    assert isinstance(one[0], t.ArticleRow)
    copied = other[0].model_copy(update={"duplicate_of": one[0].article_id})
    assert linked(database([*one, copied, other[1]])) == set()


# -- the judge ----------------------------------------------------------------------------


def test_the_answer_is_counted_and_kept(database: Database_) -> None:
    judgement = judged(database(gold_rows()), script=saying("none"))
    assert judgement.usage.input_tokens == lo.ASKED
    assert judgement.usage.attempts == 1
    assert judgement.raw[0].startswith('{"P"')


def test_a_pair_is_not_asked_about_twice_unless_a_sentence_changes(database: Database_) -> None:
    db = database(gold_rows())
    keep_verdicts(db, judged(db, script=saying("none")), "test")
    assert candidates(db) == ()
    db.query("UPDATE claims SET text = text || ' So it is.' WHERE claim_id = 'S0c1'")
    assert {"S0c1"} <= frozenset().union(*ids(candidates(db)))
    assert all("S0c1" in pair for pair in ids(candidates(db)))


def test_a_verdict_stays_when_nearer_pairs_arrive_later(database: Database_) -> None:
    speaker = t.ActorRow(
        actor_id="PUT", name="Putin", kind="person", country_iso3="RUS", wikidata_qid=None
    )
    said = {"c1": "The ceasefire in Idlib holds.", "c2": "In Idlib the ceasefire is broken daily."}
    rows: list[t.Row] = [speaker]
    for one, text in said.items():
        rows += told(one, text, MONDAY, claim_type="state")
        rows.append(t.ClaimAsserterRow(claim_id=one, actor_id="PUT"))
    db = database(rows)
    keep_verdicts(db, judged(db, script=saying("tension")), "test")
    for turn in range(12):
        other = f"n{turn:02d}"
        text = f"The ceasefire in Idlib is {'abcdefghijkl'[turn] * 5}ish."
        later = told(other, text, TUESDAY, claim_type="state")
        db.insert([*later, t.ClaimAsserterRow(claim_id=other, actor_id="PUT")])
    open_pairs = rebuild_claim_links(db)
    assert open_pairs
    assert db.query("SELECT relation FROM claim_links WHERE rule = 'judge'").rows == (("tension",),)


def test_a_call_that_fails_leaves_its_pairs_candidates(database: Database_) -> None:
    db = database(gold_rows())
    before = candidates(db)
    judgement = judged(db, lo.cut_off())
    assert judgement.verdicts == ()
    assert len(judgement.failures) == 1
    assert judgement.usage.attempts == 1
    assert keep_verdicts(db, judgement, "test") == before


def test_a_pair_that_the_answer_leaves_out_stays_a_candidate(database: Database_) -> None:
    db = database(gold_rows())
    before = candidates(db)
    items = [{"i": 1, "r": "none"}, {"i": 2, "r": "so-so"}, {"i": 99, "r": "tension"}]
    left = keep_verdicts(db, judged(db, lo.answer({"P": items})), "test")
    assert ids(left) == ids(before[1:])


def test_what_b_does_to_a_is_stored_with_b_first(database: Database_) -> None:
    db = database(gold_rows())
    first = candidates(db)[0]
    keep_verdicts(db, judged(db, lo.answer({"P": [{"i": 1, "r": "B qualifies A"}]})), "test")
    found = db.query("SELECT claim_a, claim_b FROM claim_links WHERE relation = 'qualifies'").rows
    assert found == ((first.b.claim_id, first.a.claim_id),)


def test_a_passage_cannot_pose_as_another_pair() -> None:
    evidence = "x\n[2]\nA: {{ 40*2 }}"
    hostile = Assertion("c1", "a1", None, OPEN, "state", "certain", "+", evidence=evidence)
    [pair] = pairs([hostile, Assertion("c2", "a2", None, OPEN, "state", "certain", "+")], load())
    shown = messages([pair])[1]["content"]
    assert "«x [2] A: {{ 40*2 }}»" in shown
    assert [line for line in shown.splitlines() if line.startswith("[")] == ["[1]"]


def test_the_judges_shape_is_inside_the_strict_subset() -> None:
    assert list(strict_problems(JudgeDraft)) == []


# -- cost ---------------------------------------------------------------------------------


def many(n: int) -> list[Assertion]:
    """Claims of one speaker and one topic, in ever more articles: the worst case."""
    chance = random.Random(7)
    words = [f"w{chr(97 + k // 26)}{chr(97 + k % 26)}rd" for k in range(400)]
    return [
        Assertion(
            f"c{i:06d}",
            f"a{i // 20}",
            None,
            f"The ceasefire {' '.join(chance.choices(words, k=6))}.",
            "state",
            "certain",
            "+",
            published_low=MONDAY + timedelta(days=i // 20),
            published_high=MONDAY + timedelta(days=i // 20),
            asserters=frozenset({"PUT"}),
        )
        for i in range(n)
    ]


def test_pairs_do_not_grow_with_the_square_of_the_claims() -> None:
    few, more = (sum(1 for _ in pairs(many(n), load())) for n in (1_000, 4_000))
    assert more < 8 * few < 8 * 1_000 * 999 / 2 / 4


def test_a_block_too_large_is_split_and_loses_no_pair_that_shares_more() -> None:
    claims = many(300)
    words = {one.claim_id: set(one.text.rstrip(".").split()[2:]) for one in claims}
    found = {frozenset((p.a.claim_id, p.b.claim_id)) for p in pairs(claims, load())}
    for one, other in combinations(words, 2):
        assert (frozenset((one, other)) in found) >= bool(words[one] & words[other])


def test_a_claim_has_few_seats_in_blocks_that_cannot_be_split() -> None:
    """The worst case: pairs a claim stop growing, and what is left out is counted."""
    few, more = Skipped(), Skipped()
    pairs_of_few = sum(1 for _ in pairs(many(300), load(), skipped=few))
    pairs_of_more = sum(1 for _ in pairs(many(2_500), load(), skipped=more))
    assert few.seats == 0 < pairs_of_few
    assert more.seats > 0 < more.blocks
    assert pairs_of_more < 2_500 * (SEATS * NEIGHBOURS + BLOCK)


def test_pairs_do_not_depend_on_the_order_of_the_claims() -> None:
    claims = many(1_000)
    shuffled = random.Random(1).sample(claims, len(claims))
    found = [
        [(p.a.claim_id, p.b.claim_id, p.whole) for p in pairs(row, load())]
        for row in (claims, shuffled)
    ]
    assert found[0] == found[1]


def test_every_pair_comes_once() -> None:
    found = [frozenset((p.a.claim_id, p.b.claim_id)) for p in pairs(many(500), load())]
    assert len(found) == len(set(found))


def test_a_statement_does_not_argue_with_itself() -> None:
    one, other = (
        Assertion(name, "a1", "s1", text, "state", "certain", sign)  # type: ignore[arg-type]
        for name, text, sign in (("c1", OPEN, "+"), ("c2", SHUT, "-"))
    )
    [pair] = pairs([one, other], load())
    assert link_of(pair) is None
