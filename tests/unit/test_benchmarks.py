"""Benchmarks run by hand; what they reach into must be there, or they break unseen."""

from benchmarks.changes import ABLATIONS


def test_each_step_that_the_ablation_takes_out_exists() -> None:
    assert not [
        (name, what) for name, steps in ABLATIONS.items() for where, what, _ in steps if not hasattr(where, what)
    ]
