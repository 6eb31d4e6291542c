"""The stored text of an article: what it is, its paragraphs, its id.

The rules, once and for all, since offsets rest on them:

- Line ends (CRLF, CR, NEL, line and paragraph separator, vertical tab, form feed)
  become one new line.
- White space and byte order marks before the first and after the last character
  are left off. Inside, nothing is removed: no-break spaces, soft hyphens, typographic
  marks and the form of Unicode stay as written.
- A control character other than tab and new line becomes a space, one to one:
  it shows nothing, and could drive a terminal.
- A paragraph is a line that holds more than white space, without the white space
  around it. Wrapped lines were joined before (pipeline/reading/wrapping.py).
"""

import re
from datetime import date, datetime
from hashlib import sha256

from schemas.records import UNKNOWN_DATE, Article, DateInterval

LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""All that `LINE_END` or `CONTROL` finds: most texts have none of it."""
PARAGRAPH = re.compile(r"\S(?:.*\S)?")
"""Of a line, what is left once the white space around it is off."""
# All that str.isspace() knows, and the byte order mark. A pattern for the end of the
# text would take quadratic time on a long run of spaces inside it.
EDGES = (
    " \t\n\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000\ufeff"
)
ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?", re.ASCII)


def stored_text(text: str) -> str:
    r"""The text as it is stored; storing it again changes nothing.

    `"\ufeffMoscow,\r\nFriday \r\n" -> "Moscow,\nFriday"`
    """
    # None of it is printable: to ask that first takes a third of the search.
    if not text.replace("\n", " ").isprintable() and ODD.search(text):
        text = CONTROL.sub(" ", LINE_END.sub("\n", text))
    return text.strip(EDGES)


def paragraphs_of(text: str) -> tuple[tuple[int, int], ...]:
    r"""Offsets of the paragraphs, half-open: together they hold all that is not space.

    `"One.\n\n Two. \nThree." -> ((0, 4), (7, 11), (13, 19))`
    """
    return tuple([found.span() for found in PARAGRAPH.finditer(text)])


def explicit_day(published_text: str) -> DateInterval:
    """The day that a full ISO date names, time and zone left aside, else unknown.

    `"2024-10-08 10:14:26-04:00" -> 2024-10-08..2024-10-08 (day, explicit)`
    Other wordings are resolved later, with the text at hand.
    """
    if not (match := ISO_DAY.fullmatch(published_text.strip())):
        return UNKNOWN_DATE
    try:
        day = date.fromisoformat(match[1])
    except ValueError:  # 2023-02-30
        return UNKNOWN_DATE
    return DateInterval(start=day, end=day, precision="day", basis="explicit")


def make_article(
    text: str,
    source_path: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    language: str | None = None,
    byline: str | None = None,
    published_text: str | None = None,
    fetched_at: datetime | None = None,
) -> Article:
    """The article of a text whose mark-up and wrapping are already off.

    Its id is the first 16 hex digits of the SHA-256 of the stored text in UTF-8, so
    the same text under two names has one id. Raises ValueError where the text holds
    nothing but white space, or half a surrogate pair, which UTF-8 cannot hold.
    """
    stored = stored_text(text)
    if not stored:
        raise ValueError("holds no text")
    try:
        digest = sha256(stored.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise ValueError(f"holds half a surrogate pair at character {error.start}") from None
    return Article(
        article_id=digest[:16],
        sha256=digest,
        text=stored,
        paragraphs=paragraphs_of(stored),
        source_path=source_path,
        title=title,
        outlet=outlet,
        url=url,
        language=language,
        byline=byline,
        published_text=published_text,
        published=explicit_day(published_text) if published_text else UNKNOWN_DATE,
        fetched_at=fetched_at,
    )
