"""Labels are ordered by strictness in every way Python can ask."""

from itertools import product

import pytest

from monitor.model.source import Tlp

ORDER = [Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER, Tlp.AMBER_STRICT, Tlp.RED]


@pytest.mark.parametrize(("left", "right"), list(product(ORDER, ORDER)))
def test_labels_compare_by_strictness_and_never_by_spelling(left: Tlp, right: Tlp) -> None:
    one, other = ORDER.index(left), ORDER.index(right)
    assert (left < right, left <= right, left > right, left >= right) == (
        one < other,
        one <= other,
        one > other,
        one >= other,
    )
    assert max(left, right) == ORDER[max(one, other)]
