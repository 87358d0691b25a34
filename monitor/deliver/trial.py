"""A relay, tried: each phase with what it answered, for `mail test` and `doctor`."""

from dataclasses import dataclass

from monitor.deliver.outgoing import DeliveryOutcome, Outgoing, Relay, Step
from monitor.deliver.send import deliver


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The phases that went well, in order, and the outcome; the words for them are in `phrases.py`."""

    steps: tuple[Step, ...]
    outcome: DeliveryOutcome


def try_relay(message: Outgoing, relay: Relay) -> Trial:
    """Send a test message and keep what was said at every step."""
    steps: list[Step] = []
    outcome = deliver(message, relay, on_step=steps.append)
    return Trial(steps=tuple(steps), outcome=outcome)
