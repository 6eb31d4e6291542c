"""`draft`: the stages in their order, and the actors that are used."""

import os
import subprocess
import sys
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.grounding.ground import ground
from pipeline.reading.read import read
from pipeline.reading.text import make_article
from pipeline.rules.draft import draft_by_rules
from schemas.records import Article

PIECES = st.sampled_from(
    """
    “ ” " ' ‘ ’ « » „ , . : ; — - ( ) ... said told that he she they Venn Mara President the of and
    according to who was quoted as saying called for urged Otto Brand 's U.S. Q: MR. VENN: one
    officials reporters in on Monday with Kallistan's foreign minister not put it citing what
    """.split()
)


ROOT = Path(__file__).parent.parent


NEWS = sorted((ROOT / "tests/newsroom/open").glob("*.txt"))


PARAGRAPHS = [p.split() for path in NEWS for p in path.read_text("utf-8").split("\n\n")]


@st.composite
def broken_off(draw: st.DrawFn) -> str:
    """News that ends anywhere, and goes on anywhere in another paragraph."""
    one, other = draw(st.sampled_from(PARAGRAPHS)), draw(st.sampled_from(PARAGRAPHS))
    end, begin = draw(st.integers(1, len(one))), draw(st.integers(0, len(other)))
    return " ".join(one[:end] + other[begin:])


TEXTS = st.one_of(
    broken_off(),
    st.text(max_size=300),
    st.lists(st.lists(PIECES, max_size=30).map(" ".join), max_size=6).map("\n".join),
)


@given(TEXTS)
@example("He promised the press help. The foreign delegation told")
@settings(max_examples=600, deadline=None)
def test_any_text_gives_a_draft_whose_anchors_ground(text: str) -> None:
    try:
        article = make_article(text, "test.txt")
    except ValueError:
        return
    draft = draft_by_rules(article)
    codes = {failure.code for failure in ground(article, draft).failures}
    # What grounding doubts of a content's sense it may; that anchors and refs fail it may not.
    assert not codes & {
        *("anchor_form", "no_paragraph", "not_in_paragraph", "ambiguous", "occurrence"),
        *("unknown_ref", "double_ref", "nameless", "name_not_in_text", "overlap"),
    }
    assert draft_by_rules(article) == draft


def test_the_same_draft_on_every_machine() -> None:
    program = (
        "import hashlib; from pipeline.reading.read import read; "
        "from pipeline.rules.draft import draft_by_rules; "
        "print(hashlib.sha256(repr([draft_by_rules(a) for a in read(['seeds'])]).encode())"
        ".hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONUTF8": "1"},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed, locale in (("1", "C"), ("2", "tr_TR.UTF-8"))
    }
    assert len(digests) == 1


def test_every_quotation_of_the_seeds_has_a_speaker() -> None:
    for article in read([str(ROOT / "seeds")]):
        assert isinstance(article, Article)
        grounding = ground(article, draft_by_rules(article))
        assert grounding.failures == ()
        assert [q.text for q in grounding.records.quote_spans if q.statement_id is None] == []


def test_only_actors_that_a_record_uses_are_given() -> None:
    article = make_article("Mara Venn met Otto Brand. “Come in now,” Venn said.", "test.txt")
    assert [actor.name for actor in draft_by_rules(article).actors] == ["Mara Venn"]


def test_a_long_text_is_read_to_its_end() -> None:
    paragraph = "President Mara Venn {n} met Otto Brand{n}. “We are ready now,” she said.\n"
    text = "".join(paragraph.format(n=chr(97 + n % 26) * (n % 7)) for n in range(500))
    draft = draft_by_rules(make_article(text, "test.txt"))
    assert len(draft.statements) == 500
