"""What all tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # a busy machine is no fault of the code
settings.register_profile("again", deadline=None, derandomize=True)  # what CI runs can be run again
settings.load_profile("again" if os.environ.get("CI") else "untimed")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return Path(__file__).parents[1]
