"""Markdown to the words it shows: front matter and mark-up off, no word altered.

Headings, emphasis, quotations, code and links leave their text; images, comments,
rules and bullets go; the number of a list item stays ("1984. A year of summits" is
a list item to Markdown). Each block is a paragraph, and so is a line after a hard
break. A line end that Markdown shows as a space becomes one only where lines are
wrapped (pipeline/reading/wrapping.py) or the sentence plainly goes on.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from pipeline.reading.metadata import NAMES, NOTHING_KNOWN, Metadata, metadata_from
from pipeline.reading.text import LINE_END
from pipeline.reading.wrapping import NARROWEST, UNBREAKABLE, WIDEST, LineEnd, wrap_width

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
LONGEST_FRONT_MATTER = 20_000
KNOWN_KEYS = {name for names in NAMES.values() for name in names} | {
    *("tags", "categories", "category", "layout", "slug", "description", "summary", "draft"),
    *("keywords", "id", "permalink", "modified_time"),
}

TAG = re.compile(r"<[/!?]?\s*([A-Za-z][A-Za-z0-9]*)?")
HTML_TAGS = frozenset(
    "a abbr address article aside audio b bdi bdo big blockquote body br button caption center "
    "cite code col colgroup dd del details dfn div dl dt em embed fieldset figcaption figure font "
    "footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li "
    "link main map mark meta nav noscript object ol option p param picture pre q s samp script "
    "section select small source span strike strong style sub summary sup svg table tbody td "
    "textarea tfoot th thead time title tr track tt u ul var video wbr".split()
)
NOT_SHOWN = frozenset({"script", "style", "template", "noscript", "iframe", "svg"})
BULLET = re.compile("[ \t]*[•·▪◦‣]")
CLOSING = '.!?:;"”»…'


def split_front_matter(text: str) -> tuple[Metadata | None, str]:
    """The YAML front matter's fields and the text after it; None where there is none.

    What stands between two `---` is front matter only if it is a YAML mapping with
    a key that front matter has; else it belongs to the text and stays in it. Every
    value is read as the string it is written as (no YAML types, no tags run).
    """
    match = FRONT_MATTER.match(text)
    if not match or len(match[1]) > LONGEST_FRONT_MATTER:
        return None, text
    import yaml

    try:
        # The pure-Python loader: hostile nesting raises here, and would crash the C one.
        fields = yaml.load(match[1], Loader=yaml.BaseLoader)  # noqa: S506 - builds strings only
    except (yaml.YAMLError, RecursionError, ValueError):
        return None, text
    if not isinstance(fields, dict):
        return None, text
    keys = {str(key).lower().replace("-", "_") for key in fields}
    return (metadata_from(fields), text[match.end() :]) if keys & KNOWN_KEYS else (None, text)


def read_markdown(text: str) -> tuple[str, Metadata]:
    """The words of a Markdown document and what its front matter says."""
    metadata, body = split_front_matter(text)
    return shown_text(body), metadata or NOTHING_KNOWN


def shown_text(markdown: str) -> str:
    r"""The text that a Markdown document shows, a blank line between its blocks.

    `"## Talks\n\n*He* [said](http://x.org) \"no\"." -> "Talks\n\nHe said \"no\"."`
    """
    env: dict[str, Any] = {}
    tokens = _block_parser().parse(markdown, env)
    # One kind of line end, as the parser sees it: its line numbers index `lines`.
    markdown = LINE_END.sub("\n", markdown)
    lines = markdown.split("\n")
    ends = [end for token in tokens for end in _line_ends(token, lines)]
    width = wrap_width(ends, lines)
    blocks = []
    number = ""
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            blocks.append(" | ".join(cells))
            cells = None
        elif token.type == "fence":
            blocks.append(token.content)
        elif token.type == "html_block":
            blocks.append(_text_of_html(token.content))
        elif token.type == "inline":
            words = _inline_text(_joined(token, lines, width), env)
            if cells is not None:
                cells.append(words)
            elif words.strip():
                blocks.append(number + words)
                number = ""
    return "\n\n".join(block.strip("\n") for block in blocks if block.strip())


@cache
def _block_parser() -> "MarkdownIt":
    # Inline mark-up is parsed apart, after the wrapped lines of a block are joined.
    # Four spaces of indent are an indent in news, not program code.
    return _parser().disable(["inline", "code", "text_join"])


@cache
def _inline_parser() -> "MarkdownIt":
    return _parser()


def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable("table")


def _line_ends(token: "Token", lines: Sequence[str]) -> Iterator[LineEnd]:
    """The soft line ends of an inline token; a line counts with its indent or `>`."""
    if token.type == "inline" and token.map:
        shown = token.content.split("\n")
        for i, following in enumerate(shown[1:]):
            if following.strip() and not _breaks_hard(shown[i]):
                yield LineEnd(lines[token.map[0] + i], following)


def _breaks_hard(line: str) -> bool:
    return line.endswith(("  ", "\\")) or not line.strip()


def _joined(token: "Token", lines: Sequence[str], width: int | None) -> str:
    """The words of a block, its wrapped lines joined."""
    shown = token.content.split("\n")
    start = token.map[0] if token.map else 0
    words = [shown[0]]
    for i, following in enumerate(shown[1:]):
        end = LineEnd(lines[start + i], following)
        hard = _breaks_hard(shown[i]) or not following.strip() or BULLET.match(following)
        if not hard and (width or _goes_on(end)):
            words[-1] = words[-1].rstrip(" ")
            words += [" ", following.lstrip(" ")]
        else:
            words += ["\n", following]
    return "".join(words)


def _goes_on(end: LineEnd) -> bool:
    """Where a text is too short to show its width: is this a line end within a sentence?"""
    if not end.joinable() or (end.length > WIDEST and not UNBREAKABLE.search(end.line)):
        return False
    return end.runs_on() or (end.length >= NARROWEST and end.line.rstrip()[-1:] not in CLOSING)


def _inline_text(content: str, env: dict[str, Any]) -> str:
    words: list[str] = []
    hidden = False
    for child in _inline_parser().parseInline(content, env)[0].children or ():
        if child.type == "html_inline":
            tag = (match[1] or "").lower() if (match := TAG.match(child.content)) else ""
            if tag in NOT_SHOWN:
                hidden = not child.content.startswith("</")
            elif tag in HTML_TAGS or child.content.startswith("<!--"):
                words.append("\n" if tag == "br" else "")
            else:  # "<name>" is no mark-up, but a word in angle brackets
                words.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            words.append("\n")
        elif child.type in ("text", "code_inline", "text_special") and not hidden:
            words.append(child.content)
    return "".join(words)


class _ShownText(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.hidden += tag in NOT_SHOWN
        if tag in ("br", "p", "div", "li", "tr", "figcaption"):
            self.words.append("\n")
        elif tag not in HTML_TAGS and not self.hidden:
            self.words.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in NOT_SHOWN and self.hidden > 0

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(re.sub(r"[ \t\n]+", " ", data))


def _text_of_html(html: str) -> str:
    parser = _ShownText()
    parser.feed(html)
    parser.close()
    lines = (line.strip(" ") for line in "".join(parser.words).split("\n"))
    return "\n".join(filter(None, lines))
