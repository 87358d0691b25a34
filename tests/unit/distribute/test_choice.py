"""What the command line chooses."""

import pytest

from monitor.distribute import Engine, EngineName
from monitor.distribute.choice import is_protected
from monitor.errors import UsageError


@pytest.mark.parametrize(
    ("scheduler", "protected"),
    [
        ("tcp://127.0.0.1:8786", True),
        ("tcp://[::1]:8786", True),
        ("localhost:8786", True),
        ("tls://scheduler.example:8786", True),
        ("tcp://10.0.0.5:8786", False),
        ("tcp://scheduler.example:8786", False),
        ("scheduler.example:8786", False),
        ("ws://scheduler.example", False),
    ],
)
def test_only_the_loopback_and_tls_are_protected(scheduler: str, *, protected: bool) -> None:
    assert is_protected(scheduler) is protected


def test_a_plain_scheduler_elsewhere_is_refused_until_the_risk_is_accepted() -> None:
    engine = Engine(name=EngineName.DASK, scheduler="tcp://10.0.0.5:8786", exchange="/shared")
    with pytest.raises(UsageError, match="neither on this machine"):
        engine.check()
    Engine(name=EngineName.DASK, scheduler="tcp://10.0.0.5:8786", exchange="/shared", insecure_scheduler=True).check()


def test_a_scheduler_elsewhere_needs_a_folder_that_its_workers_reach() -> None:
    with pytest.raises(UsageError, match="--exchange"):
        Engine(name=EngineName.DASK, scheduler="tls://s.example:8786").check()


def test_a_run_id_is_a_name_and_no_path() -> None:
    with pytest.raises(UsageError, match="no name"):
        Engine(name=EngineName.PROCESSES, run_id="../elsewhere").check()
