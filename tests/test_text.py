import re
import sys
import textwrap
import time
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.decode import CONTROLS
from pipeline.reading.metadata import UNPRINTABLE
from pipeline.reading.text import (
    CONTROL,
    LINE_END,
    ODD,
    explicit_day,
    make_article,
    paragraphs_of,
    stored_text,
)
from pipeline.reading.wrapping import _line_ends, unwrap

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))

texts = st.text(st.characters(exclude_categories=["Cs"])) | st.text("ab .,\n\r\t\xa0\ufeff\u2028-")
WORDS = "Moscow the and of talks agreed said Ankara in a ceasefire leaders would Idlib to".split()
prose = st.lists(st.sampled_from(WORDS), min_size=5, max_size=120).map(" ".join)
layouts = st.lists(
    st.tuples(prose, st.integers(30, 130)).map(lambda drawn: textwrap.fill(*drawn)), min_size=1
).flatmap(lambda blocks: st.sampled_from(["\n", "\n\n"]).map(lambda gap: gap.join(blocks)))


def gold_paragraphs(path):
    return [line.strip() for line in path.read_text("utf-8").split("\n") if line.strip()]


@given(texts)
def test_paragraphs_hold_exactly_what_is_not_space(text):
    stored = stored_text(text)
    held = {i for start, end in paragraphs_of(stored) for i in range(start, end)}
    assert {i for i, character in enumerate(stored) if not character.isspace()} <= held
    for start, end in paragraphs_of(stored):
        assert stored[start:end] == stored[start:end].strip() != ""
        assert "\n" not in stored[start:end]


@given(texts | layouts)
def test_a_paragraph_is_a_line_without_the_space_around_it(text):
    found = [text[start:end] for start, end in paragraphs_of(text)]
    assert found == [line.strip() for line in text.split("\n") if line.strip()]


@given(st.text("ab \n", max_size=40) | layouts)
def test_a_text_that_is_not_looked_at_for_wrapping_has_no_line_end_to_join(text):
    if text.count("\n") == 2 * text.count("\n\n"):
        assert not list(_line_ends(text.split("\n")))


def test_what_can_be_shown_is_none_of_what_is_mended_or_counted():
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    for odd in (ODD, CONTROLS, UNPRINTABLE, re.compile("[\ud800-\udfff]")):
        found = "".join(odd.findall(every))
        assert found
        assert not any(one.isprintable() for one in found)


def test_the_edges_are_all_the_white_space_there_is():
    spaces = [chr(i) for i in range(sys.maxunicode + 1) if chr(i).isspace()]
    assert stored_text("".join(spaces)) == ""


def test_storing_takes_linear_time():
    started = time.perf_counter()
    stored_text("a" + " " * 3_000_000 + "b")
    unwrap("a" + " " * 3_000_000 + "b\nc")
    paragraphs_of("a" + " " * 3_000_000)
    assert time.perf_counter() - started < 2


@given(texts)
def test_storing_stored_text_again_changes_nothing(text):
    stored = stored_text(text)
    assert stored_text(stored) == stored
    if stored:
        article = make_article(stored, "a.txt")
        assert make_article(article.text, "b.txt").article_id == article.article_id


@given(st.lists(st.text("ab \xa0”"), min_size=1))
def test_line_ends_of_any_system_give_one_id(lines):
    if not any(line.strip() for line in lines):
        return
    ids = {make_article(end.join(lines), "a.txt").article_id for end in ("\n", "\r\n", "\r")}
    assert len(ids) == 1


@given(texts | layouts)
def test_joining_replaces_new_lines_by_spaces_one_to_one(text):
    joined = unwrap(text)
    assert len(joined) == len(text)
    pairs = zip(text, joined, strict=True)
    assert all(old == new or (old, new) == ("\n", " ") for old, new in pairs)


@given(texts | layouts)
def test_unwrapping_unwrapped_text_changes_nothing(text):
    assert unwrap(unwrap(text)) == unwrap(text)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_a_seed_is_stored_as_it_is_with_a_paragraph_a_line(path):
    text = path.read_text("utf-8")
    article = make_article(unwrap(text), str(path))
    assert article.text == text.strip()
    assert [article.text[s:e] for s, e in article.paragraphs] == gold_paragraphs(path)


def test_seed_004_has_31_paragraphs():
    text = next(path for path in SEEDS if path.name.startswith("004")).read_text("utf-8")
    assert len(make_article(unwrap(text), "004").paragraphs) == 31


def wrapped(paragraphs, width, gap):
    # Not at hyphens: joining puts a space there, as it must where a word was cut.
    fill = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False).fill
    return gap.join(fill(paragraph) for paragraph in paragraphs)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_a_wrapped_seed_gets_its_paragraphs_back(path, width):
    paragraphs = gold_paragraphs(path)
    found = unwrap(wrapped(paragraphs, width, "\n\n")).split("\n\n")
    assert found == [re.sub(r"[ \t]+", " ", paragraph) for paragraph in paragraphs]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
@pytest.mark.parametrize("width", [60, 72, 80])
def test_no_line_end_inside_a_wrapped_paragraph_stays(path, width):
    paragraphs = gold_paragraphs(path)
    found = unwrap(wrapped(paragraphs, width, "\n"))
    for paragraph in paragraphs:
        assert re.sub(r"[ \t]+", " ", paragraph) in found


VERSE = """\
Shall I compare thee to a summer’s day?
Thou art more lovely and more temperate:
Rough winds do shake the darling buds of May,
And summer’s lease hath all too short a date;
Sometime too hot the eye of heaven shines,
And often is his gold complexion dimm'd;
And every fair from fair sometime declines,
By chance or nature’s changing course untrimm'd;
But thy eternal summer shall not fade,
Nor lose possession of that fair thou ow’st;
Nor shall death brag thou wander’st in his shade,
When in eternal lines to time thou grow’st:
So long as men can breathe or eyes can see,
So long lives this, and this gives life to thee."""

LIST = """\
Participants in the meeting included the following senior officials:
- Janice Eberly, Professor of Finance at Northwestern University, and
- Jan Hatzius, Chief Economist at Goldman Sachs in New York, with
- Dana Peterson, Chief Economist at the Conference Board, who also
- Heidi Shierholz, President of the Economic Policy Institute, the
- Jeff Zients, Assistant to the President and Chief of Staff, plus"""

TRANSCRIPT = """\
Q    Mr. President, did you speak with President Putin about Idlib?
PRESIDENT ERDOGAN:  We did.
Q    And will there be another round of talks in Tehran this month?
PRESIDENT ERDOGAN:  It is too early to say. We will meet when the time comes.
Q    Thank you.
PRESIDENT ERDOGAN:  Thank you all very much."""


@pytest.mark.parametrize("text", [VERSE, LIST, TRANSCRIPT], ids=["verse", "list", "transcript"])
def test_lines_that_mean_something_are_not_glued(text):
    assert unwrap(text) == text


def test_chinese_lines_are_not_joined_by_a_space():
    line = "三国领导人在德黑兰举行会谈就叙利亚停火问题达成一致会谈持续了三个小时各方同意继续磋商"
    text = "\n".join([line] * 6)
    assert unwrap(text) == text


def test_a_word_hyphenated_at_a_line_end_keeps_its_hyphen():
    text = (
        "The leaders of Russia, Turkey and Iran said after their meeting in Sochi that co-\n"
        "operation between the three guarantors would go on, and that the next round of\n"
        "talks on the constitution would be held in Geneva before the end of the year if\n"
        "the parties agreed."
    )
    assert "that co- operation between" in unwrap(text)


def test_what_shows_is_stored_as_written():
    text = "“No\xa0truce” – Pre\xadsident’s cafe\u0301 … {{ 7*7 }} </article> <|im_end|>"
    assert make_article(text, "a.txt").text == text


def test_edges_are_taken_off_and_nothing_inside():
    article = make_article("\ufeff\n \n  One.  \n\n\n Two. \n\ufeff\n", "a.txt")
    assert article.text == "One.  \n\n\n Two."
    assert article.paragraphs == ((0, 4), (10, 14))


def test_a_control_character_becomes_a_space():
    assert stored_text("a\x1b[31mb\x00c\td") == "a [31mb c\td"


@pytest.mark.parametrize("end", ["\f", "\v", "\x85", "\u2028", "\u2029"])
def test_rare_line_ends_end_a_paragraph(end):
    assert len(make_article(f"One.{end}Two.", "a.txt").paragraphs) == 2


def test_the_id_is_the_start_of_the_hash_of_the_text():
    article = make_article("Talks.\n", "a.txt")
    assert article.sha256 == sha256(b"Talks.").hexdigest()
    assert article.article_id == article.sha256[:16]


@pytest.mark.parametrize("text", ["", " \n\ufeff\t", "half \ud83d"])
def test_what_cannot_be_stored_is_refused(text):
    with pytest.raises(ValueError, match="holds"):
        make_article(text, "a.txt")


@pytest.mark.parametrize(
    "text", ["2018-09-07", "2018-09-07T23:10:00Z", "2018-09-07 10:14:26-04:00", " 2018-09-07 "]
)
def test_a_full_iso_date_is_an_explicit_day(text):
    found = make_article("x", "a.txt", published_text=text).published
    assert (str(found.start), str(found.end)) == ("2018-09-07", "2018-09-07")
    assert (found.precision, found.basis) == ("day", "explicit")


@pytest.mark.parametrize("text", ["7 September 2018", "2018-09", "2018-02-30", "07/09/2018", "x"])
def test_any_other_date_stays_a_wording(text):
    article = make_article("x", "a.txt", published_text=text)
    assert article.published_text == text
    assert article.published == explicit_day("")
    assert article.published.start is None


def test_one_search_tells_whether_a_text_has_anything_to_mend() -> None:
    letters = map(chr, range(0x3000))
    mended = [one for one in letters if LINE_END.search(one) or CONTROL.search(one)]
    assert mended == [one for one in map(chr, range(0x3000)) if ODD.search(one)]
