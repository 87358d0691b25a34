"""A small internet on the loopback: the catalogue's own hosts over weeks of scripted rot, for the demo and the tests."""

from monitor.demo.answer import Asked
from monitor.demo.script import (
    CertificateKind,
    Fault,
    Host,
    Page,
    Reach,
    Script,
    Visit,
    moved,
    plain,
    week,
)
from monitor.demo.server import FakeInternet
from monitor.demo.story import expected_states, story

__all__ = [
    "Asked",
    "CertificateKind",
    "FakeInternet",
    "Fault",
    "Host",
    "Page",
    "Reach",
    "Script",
    "Visit",
    "expected_states",
    "moved",
    "plain",
    "story",
    "week",
]
