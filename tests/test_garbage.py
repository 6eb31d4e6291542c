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


def test_the_last_of_overlapping_runs_puts_back_what_was_before_the_first() -> None:
    before = gc.get_threshold()
    first, second = seldom_collected(), seldom_collected()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert gc.get_threshold()[0] == YOUNG
    second.__exit__(None, None, None)
    assert gc.get_threshold() == before
