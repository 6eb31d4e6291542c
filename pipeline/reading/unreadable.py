"""A named source that gives no article: the value the caller gets instead of one."""

from typing import Literal

from schemas.records import Value

UnreadableCode = Literal[
    "not_found",
    "unreadable",
    "unknown_kind",
    "empty",
    "binary",
    "too_large",
    "encoding",
    "bad_json",
    "no_text",
]


class Unreadable(Value):
    """Why a source that was named, or found in a named folder, ended without an article."""

    source_path: str
    """As `Article.source_path`: a path, `-`, or `file.jsonl:12`."""
    code: UnreadableCode
    """`empty`: no characters at all; `no_text`: a page or line without an article's text."""
    reason: str
    """What is wrong, in one sentence for a person, without the path."""


class NotAnArticle(Exception):
    """Raised while one source is read, and caught there: becomes its `Unreadable`."""

    def __init__(self, code: UnreadableCode, reason: str) -> None:
        super().__init__(reason)
        self.code: UnreadableCode = code
        self.reason = reason

    def at(self, source_path: str) -> Unreadable:
        return Unreadable(source_path=source_path, code=self.code, reason=self.reason)
