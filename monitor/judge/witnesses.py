"""What stands beside a visit when it is judged: the follow-ups' answers and what is known of the host."""

from dataclasses import dataclass

from monitor.model.change import HostProfile
from monitor.model.observation import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnesses:
    """The answers of the second round; all absent on a first look."""

    sibling: Answer | None = None
    """What the host answers for an address beside this one that cannot exist."""
    home: Answer | None = None
    """The home page of the host where the visit ended."""
    host: HostProfile | None = None
    landings: int = 0
    """How many other sources of the catalogue, with other addresses, ended on the same address in this run."""
    recheck: bool = False
    """This is the second look of the run, on a new connection."""


NO_WITNESSES = Witnesses()
