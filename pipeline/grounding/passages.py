"""The article's own words for what the model copied or pointed to."""

from collections.abc import Iterable, Iterator

from pipeline.grounding.doubts import Doubt
from pipeline.grounding.locate import TextIndex
from schemas.records import Article, Span


def anchored(index: TextIndex, anchors: Iterable[str]) -> tuple[Span, ...]:
    """The span of each anchor, each span once; raises `NotFound`."""
    spans = tuple([index.anchor(anchor) for anchor in anchors])
    return spans if len(spans) < 2 else tuple(dict.fromkeys(spans))


def copied(index: TextIndex, words: str | None, what: str, doubts: list[Doubt]) -> str | None:
    """Words that the model was to copy, as the article has them; a doubt where it has not."""
    if not words or not words.strip():
        return None
    found = index.wording(words)
    if found:
        return found
    if in_metadata(words, index.article):
        return words
    doubts.append(
        Doubt(
            f"{what}_not_in_text",
            "flag",
            f"the model's words for the {what} are not in the "
            f"article and were left out: {words[:80]}",
        )
    )
    return None


def in_metadata(words: str, article: Article) -> bool:
    """Whether the words stand in what the model was shown above the paragraphs.

    White space is one, as in `locate`: titles are often printed with spaces that do not break.
    """
    given = (article.title, article.outlet, article.byline)
    return any(_evenly(words) in _evenly(line or "") for line in given)


def _evenly(words: str) -> str:
    return " ".join(words.casefold().split())


def loosely_found(spans: Iterable[Span]) -> Iterator[Doubt]:
    """A doubt for each span that only letters and numbers bear out."""
    for span in spans:
        if span.match == "typographic":
            yield Doubt(
                "loose_match", "flag", f"found by letters and numbers alone: {span.text[:80]}"
            )
