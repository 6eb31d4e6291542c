"""The 54 hard cases: 1 to 39 on the seeds, 40 to 54 on synthetic articles."""

import re

from tests import test_hardcases_seeds, test_hardcases_synthetic


def test_every_case_has_a_test_that_carries_its_number() -> None:
    seeds, synthetic = (
        {int(found[1]) for name in dir(module) if (found := re.match(r"test_(\d\d)_", name))}
        for module in (test_hardcases_seeds, test_hardcases_synthetic)
    )
    assert seeds == set(range(1, 40))
    assert synthetic == set(range(40, 55))
