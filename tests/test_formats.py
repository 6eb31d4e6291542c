import contextlib
import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.decode import declared_charset, decode
from pipeline.reading.formats import read_bytes, read_html, read_json_line, read_text
from pipeline.reading.markdown import read_markdown, shown_text
from pipeline.reading.metadata import Metadata, metadata_from
from pipeline.reading.unreadable import NotAnArticle

ROOT = Path(__file__).parents[1]
DEVSET = ROOT / "tests" / "devset"


def refusal(reader, *arguments):
    with pytest.raises(NotAnArticle) as caught:
        reader(*arguments)
    return caught.value


# ---- Markdown


def test_front_matter_is_metadata_and_no_paragraph():
    text = (DEVSET / "008_wh-berlin-trip-postponed.txt").read_text("utf-8")
    words, metadata = read_text(text)
    assert words == (
        "Given the projected trajectory and strength of Hurricane Milton, President Biden is "
        "postponing his upcoming trip to Germany and Angola in order to oversee preparations for "
        "and the response to Hurricane Milton, in addition to the ongoing response to the impacts "
        "of Hurricane Helene across the Southeast.\n\n###"
    )
    assert metadata.published_text == "2024-10-08"
    assert metadata.title == (
        "Statement from White\xa0House Press Secretary Karine Jean-Pierre on President\xa0"
        "Biden’s Travel to Germany and\xa0Angola"
    )
    assert metadata.url
    assert metadata.url.startswith("https://bidenwhitehouse.archives.gov/")


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: [unclosed\n---\nThe talks ended.",
        "---\ntitle: a: b: c\n---\nThe talks ended.",
        "---\ntitle: never closed\nThe talks ended.",
        "---\nMoscow: the leaders met.\n---\nThe talks ended.",
        "---\n- a list\n---\nThe talks ended.",
        "---\n" + "[" * 5000 + "\n---\nThe talks ended.",
    ],
)
def test_what_is_no_front_matter_stays_in_the_text(text):
    words, metadata = read_text(text)
    assert words == text
    assert metadata == Metadata()


def test_yaml_never_builds_anything_but_strings(tmp_path):
    mark = tmp_path / "mark"
    text = f"---\ntitle: !!python/object/apply:os.mkdir ['{mark}']\ndate: no\n---\nTalks."
    read_text(text)
    assert not mark.exists()
    assert read_text("---\ntitle: No\ndate: 2018-09-07\n---\nTalks.")[1].title == "No"


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("## Talks *end* in **Sochi**", "Talks end in Sochi"),
        ("[Putin](http://kremlin.ru 'x') said [no][1].\n\n[1]: http://x.org", "Putin said no."),
        ("> “We met,”\n> he said.", "“We met,” he said."),
        ("before ![a map](map.png) after", "before  after"),
        ("- one\n- two\n\n7. seven", "one\n\ntwo\n\n7. seven"),
        ("1984. A year of summits.", "1984. A year of summits."),
        (r"th\[e\] law \### \$5", "th[e] law ### $5"),
        ("15<sup>th</sup> of May<br>Moscow", "15th of May\nMoscow"),
        ("Laurel Cabin  \nCamp David, Maryland", "Laurel Cabin\nCamp David, Maryland"),
        (
            "#SochiSummit by <JZarif> & 5 * 3 * 2 snake_case",
            "#SochiSummit by <JZarif> & 5 * 3 * 2 snake_case",
        ),
        ("<div><script>evil()</script><p>Shown</p></div>", "Shown"),
        ("a <script>evil()</script>b <!-- c --> d", "a b  d"),
        ("| who | where |\n|---|---|\n| Putin | Sochi |", "who | where\n\nPutin | Sochi"),
        ("    An indented paragraph.", "An indented paragraph."),
        ("{{ 7*7 }} {% if x %} </article> <|im_end|>", "{{ 7*7 }} {% if x %}  <|im_end|>"),
    ],
)
def test_mark_up_goes_and_words_stay(markdown, shown):
    assert shown_text(markdown) == shown


@given(st.text())
def test_no_markdown_crashes(text):
    read_markdown(text)


@pytest.mark.parametrize("path", sorted(DEVSET.glob("*.txt")), ids=lambda path: path.name[:3])
def test_every_paragraph_of_the_devset_is_whole(path):
    words, _ = read_text(path.read_text("utf-8"))
    for line in words.split("\n"):
        assert not line or not line[0].islower(), line


def test_words_and_quotation_marks_of_the_devset_survive_in_order():
    text = (DEVSET / "003_wh-camp-david-joint-statement.txt").read_text("utf-8")
    words, _ = read_text(text)
    body = text.split("---\n", 2)[2].replace("-" * 72, "").replace("\\", "")
    assert "".join(words.split()) == "".join(body.replace("**", "").replace("*", "").split())


# ---- HTML

PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
<title>Leaders meet &amp; part - The Daily</title>
<meta property="og:site_name" content="The Daily"><link rel="canonical" href="https://daily.example/talks">
<meta property="article:published_time" content="2018-09-07T10:00:00+02:00">
<meta name="author" content="Andrew Roth"><script>var a = "<p>evil</p>";</script></head>
<body><nav><ul><li><a href="/">Home</a></li></ul></nav><article><h1>Leaders meet &amp; part</h1>
%s</article><aside><h2>Read also</h2><p><a href="/x">Macron calls Xi</a></p></aside>
<footer><p>Copyright 2020 The Daily. All rights reserved.</p></footer></body></html>"""


def page_of(*paragraphs):
    return PAGE % "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


SENTENCE = "The leaders of Russia, Turkey and Iran met on Friday and agreed to meet again. "


def test_a_page_gives_body_and_head():
    words, metadata = read_html(page_of(SENTENCE * 3, "“No truce,” he said &#8211; cafe\u0301."))
    assert words.split("\n\n")[-2:] == [(SENTENCE * 3).strip(), "“No truce,” he said – cafe\u0301."]
    for alien in ("evil", "Macron", "Copyright", "Home"):
        assert alien not in words
    assert metadata == Metadata(
        title="Leaders meet & part",
        outlet="The Daily",
        url="https://daily.example/talks",
        language="en-GB",
        byline="Andrew Roth",
        published_text="2018-09-07",
    )


def test_line_ends_in_the_source_of_a_page_are_spaces():
    words, _ = read_html(
        page_of(SENTENCE * 3, "They met,\n  and said that they\nhad agreed.<br>Then left.")
    )
    assert words.endswith("They met, and said that they had agreed.\n\nThen left.")


def test_a_control_character_in_a_page_does_no_harm():
    words, _ = read_html(page_of(SENTENCE * 3, "Before&#8; and \x0bafter."))
    assert "after." in words


def test_a_page_without_a_stated_date_has_none():
    page = page_of(SENTENCE * 3, "On 3 March 2011 they had met in Sochi.").replace(
        '"2018-09-07T10:00:00+02:00"', '""'
    )
    assert read_html(page)[1].published_text is None


@pytest.mark.parametrize("page", ["<html></html>", "<html><body><script>x</script></body></html>"])
def test_a_page_without_an_article_is_refused(page):
    assert refusal(read_html, page).code == "no_text"


@given(st.text("<>/ab &;\"'=!-phtmldivscript\n\x0c"))
def test_no_page_crashes(page):
    with contextlib.suppress(NotAnArticle):
        read_html("<html><body>" + page)


def test_reading_a_page_touches_no_network(monkeypatch):
    def blocked(*_, **__):
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket, "socket", blocked)
    monkeypatch.setattr(socket, "getaddrinfo", blocked)
    read_html(page_of(SENTENCE * 3))


def test_a_declared_charset_is_used_as_browsers_use_it():
    page = page_of(SENTENCE * 3, "Der Außenminister sagte: „Nein“.")
    raw = page.replace("utf-8", "iso-8859-1").encode("cp1252")
    assert declared_charset(raw) == "cp1252"
    assert "„Nein“" in read_bytes(raw, "html")[0]


def test_a_page_saved_as_text_is_read_as_a_page():
    assert "<p>" not in read_bytes(page_of(SENTENCE * 3).encode(), "text")[0]


# ---- JSON lines


def test_a_json_line_wins_over_the_document_in_it():
    text = "---\ntitle: Inner\ndate: 2001-01-01\n---\nTalks."
    words, metadata = read_json_line(json.dumps({"text": text, "title": "Outer"}).encode())
    assert words == "Talks."
    assert (metadata.title, metadata.published_text) == ("Outer", "2001-01-01")


def test_a_json_line_may_hold_a_page():
    words, metadata = read_json_line(
        json.dumps({"html": page_of(SENTENCE * 3), "language": "en"}).encode()
    )
    assert SENTENCE.strip() in words
    assert (metadata.title, metadata.language) == ("Leaders meet & part", "en")


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (b'{"text": "cut', "bad_json", "no JSON"),
        (b'["text"]', "bad_json", "no object"),
        (b'{"id": 1, "body": "x"}', "bad_json", "there are: id, body"),
        (b'{"text": 5}', "bad_json", "no string"),
        (b'{"text": "  "}', "no_text", "empty 'text'"),
        (b'{"text": "\xff\xfe\x00"}', "binary", "NUL"),
        (b"[" * 100_000, "bad_json", "no JSON"),
    ],
)
def test_a_bad_line_says_what_is_wrong(line, code, words):
    problem = refusal(read_json_line, line)
    assert problem.code == code
    assert words in problem.reason


def test_metadata_is_known_under_the_names_that_sources_use():
    found = metadata_from(
        {
            "Headline": " A\nB ",
            "publisher": "TASS",
            "Date-Published": "x",
            "lang": "en",
            "authors": ["A", {"name": "B"}],
        }
    )
    assert found == Metadata(
        title="A B", outlet="TASS", published_text="x", language="en", byline="A, B"
    )
    assert metadata_from({"source": "https://x.org/1"}) == Metadata(url="https://x.org/1")


# ---- bytes

RUSSIAN = (
    "Президенты России, Турции и Ирана провели переговоры в Анкаре и договорились о перемирии."
)
GREEK = "Ο πρωθυπουργός δήλωσε ότι οι συνομιλίες θα συνεχιστούν στη Γενεύη την επόμενη εβδομάδα."
FRENCH = "Le président a déclaré que les négociations étaient « très avancées » à Genève, où il s’est rendu."
ENGLISH = "The two leaders “stressed the importance” of a truce — and the café’s owner agreed."


@pytest.mark.parametrize("text", [RUSSIAN, GREEK, FRENCH, ENGLISH])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_every_form_of_unicode_is_read(text, encoding):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (GREEK, "cp1253"),
        (FRENCH, "cp1252"),
        (ENGLISH, "cp1252"),
    ],
)
def test_the_encodings_of_old_news_are_guessed(text, encoding):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF, not text"),
        (b"PK\x03\x04\x14\x00", "office document"),
        (b"\x89PNG\r\n\x1a\n\x00", "a PNG image"),
        (b"\xff\xd8\xff\xe0\x00", "a JPEG image"),
        (b"text with \x00 inside", "NUL"),
        (b"\x01\x02\x03\x04 a", "control characters"),
    ],
)
def test_what_is_no_text_is_named(raw, kind):
    problem = refusal(decode, raw)
    assert problem.code == "binary"
    assert kind in problem.reason


@pytest.mark.parametrize("raw", ["“No truce,” he said.".encode() + b"\xff", b"\xff\xfea\x00b"])
def test_a_damaged_byte_is_refused_and_never_replaced(raw):
    assert refusal(decode, raw).code == "encoding"


@given(st.binary())
def test_decoding_loses_nothing_or_refuses(raw):
    try:
        text = decode(raw)
    except NotAnArticle:
        return
    assert "\ufffd" not in text or "\ufffd".encode() in raw or raw[:1] in b"\xff\xfe\x00"


def test_reading_text_imports_nothing_heavy():
    heavy = ("trafilatura", "lxml", "markdown_it", "yaml", "charset_normalizer")
    script = (
        "import sys; from pipeline.reading.read import read; list(read(['seeds']));"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
