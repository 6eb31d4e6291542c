"""Numbers on disk come back as they were put away."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.relating.shelves import SHELVES, OnDisk, RowsOnDisk, Shelves, borders

numbers = st.integers(-(2**31), 2**31 - 1)


@given(st.lists(st.lists(numbers, max_size=5), max_size=6))
@settings(max_examples=30, deadline=None)
def test_arrays_come_back_in_the_order_of_their_numbers(told: list[list[int]]) -> None:
    put_away = OnDisk()
    for row in told:
        put_away.put(np.array(row, dtype=np.int32))
        put_away.put(np.array(row, dtype=np.float64).reshape(-1, 1))
    found = list(put_away)
    assert [one.tolist() for one in found[::2]] == told
    assert [one.shape for one in found[1::2]] == [(len(row), 1) for row in told]
    put_away.clear()
    assert list(put_away) == []


@given(
    st.lists(st.lists(st.lists(numbers, max_size=4), max_size=6), min_size=1, max_size=4), st.data()
)
@settings(max_examples=30, deadline=None)
def test_rows_of_any_length_come_back(
    stretches: list[list[list[int]]], data: st.DataObject
) -> None:
    rows = RowsOnDisk()
    for stretch in stretches:
        lengths = np.array([len(row) for row in stretch], dtype=np.int32)
        rows.put(lengths, np.array([n for row in stretch for n in row], dtype=np.int32))
    at = data.draw(st.integers(0, len(stretches) - 1))
    stretch = stretches[at]
    wanted = [i for i in range(len(stretch)) if data.draw(st.booleans())]
    lengths, entries = rows.of(at, np.array(wanted, dtype=np.int64))
    assert lengths.tolist() == [len(stretch[i]) for i in wanted]
    assert entries.tolist() == [n for i in wanted for n in stretch[i]]


@given(st.lists(st.lists(st.tuples(st.integers(0, 99), numbers), max_size=9), max_size=5))
@settings(max_examples=30, deadline=None)
def test_each_row_is_on_the_shelf_of_its_number_in_the_order_of_arrival(
    told: list[list[tuple[int, int]]],
) -> None:
    shelves = Shelves([("one", "i4"), ("other", "i4")], np.array([0, 10, 50]))
    for rows in told:
        one, other = np.array(rows, dtype=np.int64).reshape(-1, 2).T
        shelves.add(one, other)
    every = [row for rows in told for row in rows]
    for shelf, (low, high) in enumerate(((0, 10), (10, 50), (50, 100))):
        wanted = [row for row in every if low <= row[0] < high]
        assert shelves[shelf].tolist() == wanted
        assert shelves.sizes[shelf] == len(wanted)


def test_however_much_there_is_the_shelves_are_few() -> None:
    for size in (0, 1, 999, 100_000, 10_000_000):
        first = borders(size, 1_000)
        assert first[0] == 0
        assert len(first) <= SHELVES + 1
        assert size < 1_000_000 or len(first) >= SHELVES // 2
