"""While articles are read Python looks for cycles seldom, and as before once they are."""

import gc

import pytest

from pipeline.running.garbage import YOUNG, seldom_collected


def test_cycles_are_looked_for_as_before_even_after_a_fault() -> None:
    before = gc.get_threshold()

    def fails() -> None:
        with seldom_collected():
            assert gc.get_threshold()[0] == YOUNG > before[0]
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    assert gc.get_threshold() == before
