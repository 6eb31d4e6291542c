"""`kept`: what is worked out once for a word and kept."""

from pipeline.rules import kept
from pipeline.rules.kept import Kept


def test_kept_asks_once_for_each_word_and_forgets_all_when_full() -> None:
    asked: list[str] = []
    length = Kept(lambda word: asked.append(word) or len(word))
    assert [length["no"], length["news"], length["no"]] == [2, 4, 2]
    assert asked == ["no", "news"]
    for number in range(kept.MOST):
        length[str(number)]
    assert len(length) <= kept.MOST
    assert length["no"] == len("no")
