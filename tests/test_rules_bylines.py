"""`bylines`: who speaks by a title: "Statement from …"."""

import pytest

from pipeline.reading.text import make_article
from pipeline.rules.bylines import byline
from pipeline.rules.text import Layout


def speakers(title: str) -> list[str] | None:
    by = byline(Layout(make_article("Nothing.", "text", title=title)))
    return None if by is None else [one.name or one.role or "" for one in by.who]


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("Statement from Prime Minister Mara Venn on the Bridge", ["Mara Venn"]),
        ("Statement by Foreign Minister Otto Brand Regarding Ostrava", ["Otto Brand"]),
        ("Statement of President Mara Venn Condemning the Attack", ["Mara Venn"]),
        ("Statement from Press Secretary Zofia Maj", ["Zofia Maj"]),
        ("Statement by the Prime Minister", ["Prime Minister"]),
        ("Joint Statement by President Mara Venn and Chancellor Otto Brand", ["Mara Venn", "Otto Brand"]),
        ("Remarks as Prepared for Delivery by First Lady Jo Hale at a School", ["Jo Hale"]),
        ("Remarks by President Venn and Prime Minister Brand of Ostrava Before a Meeting", ["Venn", "Brand"]),
        ("Excerpts from Remarks by Vice President Hale to the Forum", ["Hale"]),
        ("Prime Minister Mara Venn’s statement on Ostrava: 24 February 2026", ["Mara Venn"]),
        ("President Venn Statement on the Passing of Otto Brand", ["Venn"]),
        ("ICYMI: Message from President Mara Venn to the Lornian People", ["Mara Venn"]),
        ("Letter to the Speaker of the House from President Mara Venn", ["Mara Venn"]),
        ("Presidential Message on Harbour Day", ["President"]),
        ("G7 Leaders’ Statement on Ostrava", ["G7 Leaders"]),
    ],
)  # fmt: skip
def test_a_title_says_whose_words_a_text_is(title: str, who: list[str]) -> None:
    assert speakers(title) == who


@pytest.mark.parametrize(
    "title",
    [
        "Readout of President Venn’s Call with Prime Minister Brand of Ostrava",
        "Statement on the Attack by Rebels in Ostrava",
        "Letter to the Speaker of the House and the President of the Senate on Pay",
        "Message to the Congress on the Continuation of the National Emergency",
        "Venn and Brand meet in Bern",
        "Fact Sheet: Lornia Strengthens the Bridge",
    ],
)
def test_other_titles_name_no_author(title: str) -> None:
    assert not speakers(title)
