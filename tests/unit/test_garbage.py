"""Looking for garbage does not stop the loop while pages come in, and goes on as before afterwards."""

import gc

import pytest

from monitor.garbage import old_objects_spared


def test_what_lived_before_is_left_out_and_comes_back() -> None:
    thresholds = gc.get_threshold()
    lived: list[list[int]] = [[] for _ in range(1000)]
    with old_objects_spared():
        assert gc.get_freeze_count() > len(lived)
        assert not any(watched is lived for watched in gc.get_objects())
    assert gc.get_threshold() == thresholds
    assert any(watched is lived for watched in gc.get_objects())


def test_a_run_that_fails_leaves_it_as_it_was() -> None:
    thresholds = gc.get_threshold()
    with pytest.raises(RuntimeError), old_objects_spared():
        raise RuntimeError
    assert gc.get_threshold() == thresholds
    assert gc.get_freeze_count() == 0
