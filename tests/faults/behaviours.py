"""All the ways to answer, in one table: name, what the server does, what a good client makes of it."""

from tests.faults import bodies, heads, names, redirects, statuses, transport
from tests.faults.server import Behaviour

BEHAVIOURS: tuple[Behaviour, ...] = (
    *transport.BEHAVIOURS,
    *transport.OVER_TLS,
    *heads.BEHAVIOURS,
    *bodies.BEHAVIOURS,
    *redirects.BEHAVIOURS,
    *statuses.BEHAVIOURS,
    *names.BEHAVIOURS,
)
