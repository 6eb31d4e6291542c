"""A doubt about a record's meaning, and how its message quotes the article."""

from typing import Literal, NamedTuple


class Doubt(NamedTuple):
    """Why a record may not mean what the article says; the message is for the model."""

    code: str
    severity: Literal["reject", "flag"]
    message: str


def head(words: str, length: int = 40) -> str:
    words = " ".join(words.split())
    return words if len(words) <= length else words[:length].rsplit(" ", 1)[0]


def tail(words: str, length: int = 40) -> str:
    words = " ".join(words[-length - 20 :].split())
    return words if len(words) <= length else words[-length:].split(" ", 1)[-1]
