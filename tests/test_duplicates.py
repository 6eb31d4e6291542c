"""One story in the same words is one article; another story in like words is another."""

import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from datasketch import MinHash, MinHashLSH
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.text import make_article
from pipeline.relating.claimlinks import rebuild_claim_links
from pipeline.relating.duplicates import Copy, address, find_duplicates, originals_of, swaps
from pipeline.relating.traces import BAND, BANDS, PERMUTATIONS, TOGETHER, min_hash
from pipeline.storing.database import Database
from schemas import tables as t
from tests import rows as small

ROOT = Path(__file__).parent.parent
SEEDS = {path.name[:3]: path for path in sorted((ROOT / "seeds").glob("0*.txt"))}
TODAY = date(2020, 3, 1)
EGYPT = """President Biden spoke today with President Abdel-Fattah El Sisi of Egypt. They discussed \
the urgency of bringing the ceasefire and hostage release deal to closure under the comprehensive \
bridging proposal that is now in the table, which would free the hostages, bring life-saving \
relief to Palestinian civilians in Gaza, and de-escalate regional tensions. They discussed \
upcoming talks in Cairo and efforts to remove any remaining obstacles to the deal. The President \
thanked President El Sisi for his leadership. Both leaders agreed to remain in close coordination \
directly and through their teams over the coming days."""
QATAR = EGYPT.replace("President Abdel-Fattah El Sisi of Egypt", "Amir Tamim Al Thani of Qatar")
"""Two readouts of the White House of 2024-08-23 (public domain), the second shortened to a swap."""


def seed(name: str) -> str:
    return make_article(SEEDS[name].read_text(encoding="utf-8"), name).text


def copy(name: str, text: str, published: date | None = TODAY, url: str | None = None) -> Copy:
    return Copy(name, text, url, published, published)


def originals(*articles: Copy) -> dict[str, str]:
    """What duplicates what, the same in every order."""
    found = originals_of(articles)
    for turn in range(3):
        shuffled = random.Random(turn).sample(articles, len(articles))
        assert originals_of(shuffled) == found
    return found


def with_headline(text: str) -> str:
    return "Leaders agree on Syria\n" + text.partition("\n")[2]


def with_paragraph(text: str) -> str:
    added = (
        "Officials in Geneva said on Sunday that they had not been told of the talks in advance."
    )
    lines = text.split("\n")
    return "\n".join([*lines[: len(lines) // 2], added, *lines[len(lines) // 2 :]])


def with_number(text: str) -> str:
    found = next((n for n in ("2,212", "340,000", "33", "three", "last") if n in text), None)
    assert found, "the seed has none of the words"
    return text.replace(found, "34")


# -- by their words -----------------------------------------------------------------------


def test_the_seeds_tell_of_like_meetings_and_are_five_articles() -> None:
    assert originals(*(copy(name, seed(name)) for name in SEEDS)) == {}


@pytest.mark.parametrize("name", SEEDS)
@pytest.mark.parametrize("edited", [with_headline, with_paragraph, with_number])
def test_an_edited_copy_is_a_duplicate(name: str, edited: Callable[[str], str]) -> None:
    text = seed(name)
    later = TODAY + timedelta(days=1)
    assert originals(copy("a", edited(text), later), copy("b", text)) == {"a": "b"}


def test_typography_and_case_make_no_other_article() -> None:
    text = seed("002")
    typeset = text.replace('"', "”").replace(" ", "\u00a0").upper()
    assert originals(copy("a", text), copy("b", typeset)) == {"b": "a"}


def test_an_undated_copy_is_the_duplicate_of_the_dated_one() -> None:
    assert originals(copy("a", seed("002"), None), copy("b", seed("002") + "\nUpdate.")) == {
        "a": "b"
    }


def test_a_copy_known_only_to_be_later_than_a_day_is_a_duplicate() -> None:
    later = TODAY + timedelta(days=60)
    bounded = Copy("a", seed("002"), None, TODAY, None)
    assert originals(bounded, copy("b", seed("002"), later)) == {"b": "a"}


def test_copies_of_copies_point_at_one_original() -> None:
    row = [copy("k0", seed("000"))]
    for turn in range(1, 6):
        text = with_paragraph(row[-1].text) if turn % 2 else with_headline(row[-1].text)
        row.append(copy(f"k{turn}", text, TODAY + timedelta(days=turn)))
    assert originals(*row) == {one.article_id: "k0" for one in row[1:]}


def test_readouts_from_one_template_are_not_copies() -> None:
    assert swaps(EGYPT, QATAR)
    assert originals(copy("a", EGYPT), copy("b", QATAR)) == {}


def test_the_same_words_months_later_tell_of_another_occasion() -> None:
    assert originals(copy("a", EGYPT), copy("b", EGYPT, TODAY + timedelta(days=25))) == {}


def test_a_corrected_spelling_is_no_template() -> None:
    text = seed("000")
    assert "Pedersen" in text
    assert originals(copy("a", text), copy("b", text.replace("Pedersen", "Pederson"))) == {"b": "a"}


def test_a_line_or_two_are_copies_only_if_equal() -> None:
    one = "The presidents of Russia and Turkey spoke by phone on Friday about Idlib."
    assert originals(copy("a", one), copy("b", one.replace("Friday", "Saturday"))) == {}
    assert originals(copy("a", one), copy("b", one)) == {"b": "a"}


# -- by their address ---------------------------------------------------------------------


def test_the_latest_version_of_an_address_stands_for_the_earlier_ones() -> None:
    url = "https://example.org/news/idlib"
    half = "\n".join(seed("002").split("\n")[:12])
    earlier = copy("a", half, TODAY, url)
    later = copy("b", seed("002"), TODAY + timedelta(days=1), url + "/?utm_source=feed#top")
    assert originals(earlier, later) == {"a": "b"}
    same_day = copy("b", seed("002"), TODAY, url)
    assert originals(earlier, same_day) == {"a": "b"}


def test_a_copy_elsewhere_joins_the_versions_and_the_earliest_current_text_stands() -> None:
    url = "https://example.org/news/idlib"
    first = copy("a", seed("002"), TODAY, url)
    second = copy("b", with_paragraph(seed("002")), TODAY + timedelta(days=2), url)
    elsewhere = copy("c", seed("002"), TODAY + timedelta(days=1), "https://other.example/x")
    assert originals(first, second, elsewhere) == {"a": "c", "b": "c"}


def test_two_texts_that_one_address_showed_in_turn_are_two_articles() -> None:
    url = "https://example.org/live"
    assert originals(copy("a", seed("002"), url=url), copy("b", seed("003"), url=url)) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.example.org/a/1", "https://example.org/a/1/"),
        ("https://m.example.org/a/1?utm_source=x&fbclid=y", "https://example.org/a/1#top"),
        ("https://example.org/a/1/amp", "https://Example.org/a/1/index.html"),
        ("https://example.org/?b=2&p=1", "https://example.org/?p=1&b=2"),
    ],
)
def test_spellings_of_one_address_are_one(one: str, other: str) -> None:
    assert address(one) == address(other) is not None


@pytest.mark.parametrize(
    "url", [None, "", "https://example.org", "https://example.org/", "http://["]
)
def test_a_host_alone_is_no_address(url: str | None) -> None:
    assert address(url) is None


def test_pages_told_apart_by_their_query_are_two() -> None:
    assert address("https://example.org/?p=1") != address("https://example.org/?p=2")


def test_a_version_without_records_stands_for_none_that_has_some() -> None:
    url = "https://example.org/news/idlib"
    first = copy("a", seed("002"), TODAY, url)
    later = replace(copy("b", with_paragraph(seed("002")), TODAY, url), has_records=False)
    assert originals(first, later) == {"b": "a"}
    assert originals(replace(first, has_records=False), later) == {"a": "b"}


# -- in the database ----------------------------------------------------------------------


@pytest.fixture
def db(tmp_path: Path) -> Iterable[Database]:
    with Database.open(tmp_path / "d.duckdb") as opened:
        yield opened


def told_twice(db: Database) -> tuple[str, str]:
    """The same article under two headlines, each with one claim; their ids."""
    ids = []
    for day, text in enumerate((seed("002"), with_headline(seed("002")))):
        published = TODAY + timedelta(days=day)
        article = small.article(
            text, published_on=published, date_low=published, date_high=published
        )
        claim = t.ClaimRow(
            claim_id=f"c{day}",
            article_id=article.article_id,
            run_id="r1",
            statement_id=None,
            text="At least 33 Turkish soldiers died in a Syrian government attack.",
            claim_type="casualty",
            certainty="certain",
            polarity="+",
            value=33,
            unit="Turkish soldiers",
            comparator=">=",
            time_text=None,
            time_start=None,
            time_end=None,
        )
        with db.transaction():
            db.insert([article, claim])
        ids.append(article.article_id)
    return ids[0], ids[1]


def test_an_article_under_two_headlines_counts_once(db: Database) -> None:
    """Hard case 45: no double counting in the views, no link between the copies' claims."""
    first, second = told_twice(db)
    assert find_duplicates(db) == 1
    found = dict(db.query("SELECT article_id, duplicate_of FROM articles").rows)
    assert found == {first: None, second: first}
    assert db.query("SELECT count(*) FROM claims_asserted").rows == ((1,),)
    rebuild_claim_links(db)
    assert db.query("SELECT count(*) FROM claim_links").rows == ((0,),)


def test_the_copy_stands_where_the_original_was_not_read(db: Database) -> None:
    first, second = told_twice(db)
    with db.transaction():
        db.query("DELETE FROM claims WHERE article_id = ?", [first])
    find_duplicates(db)
    found = dict(db.query("SELECT article_id, duplicate_of FROM articles").rows)
    assert found == {first: second, second: None}
    assert db.query("SELECT count(*) FROM claims_asserted").rows == ((1,),)


def test_finding_again_changes_nothing(db: Database) -> None:
    told_twice(db)
    assert [find_duplicates(db), find_duplicates(db)] == [1, 0]


def test_an_article_whose_original_is_gone_is_no_duplicate_any_more(db: Database) -> None:
    first, second = told_twice(db)
    find_duplicates(db)
    with db.transaction():
        db.query("DELETE FROM claims WHERE article_id = ?", [first])
        db.query("DELETE FROM articles WHERE article_id = ?", [first])
    assert find_duplicates(db) == 1
    assert db.query("SELECT article_id, duplicate_of FROM articles").rows == ((second, None),)


def test_bands_are_those_of_datasketch_from_a_likeness_of_seven_tenths_on() -> None:
    index = MinHashLSH(threshold=0.7, num_perm=PERMUTATIONS)
    assert (index.b, index.r) == (BANDS, BAND)


@given(st.lists(st.text("aéz0", min_size=1), max_size=30))
def test_min_hash_is_that_of_datasketch_of_any_words(words: list[str]) -> None:
    assert_min_hash_is_datasketchs(words, 5)


@pytest.mark.parametrize("more", [-1, 0, 1, TOGETHER])
def test_min_hash_of_a_long_text_is_that_of_datasketch(more: int) -> None:
    assert_min_hash_is_datasketchs([f"w{at % 977}" for at in range(TOGETHER + 4 + more)], 5)


def assert_min_hash_is_datasketchs(words: list[str], shingle: int) -> None:
    theirs = MinHash(num_perm=PERMUTATIONS)
    for at in range(max(1, len(words) - shingle + 1)):
        theirs.update(" ".join(words[at : at + shingle]).encode())
    ours = min_hash(" ".join(words).encode(), shingle)
    assert ours.tolist() == theirs.hashvalues[: BANDS * BAND].tolist()
