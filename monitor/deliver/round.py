"""The outbox, worked through once: what is due is sent, and what became of it is written down at each step."""

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from monitor.deliver.outgoing import (
    DeliveryOutcome,
    Failed,
    Outgoing,
    Phase,
    Relay,
    Retry,
    Sent,
    Unknown,
    is_too_large,
    stops_the_round,
)
from monitor.deliver.send import deliver
from monitor.deliver.sentences import SECOND_COPY, written
from monitor.deliver.slim import slimmer
from monitor.model.mail import MailState
from monitor.model.source import Tlp

logger = logging.getLogger(__name__)

GIVE_UP_AFTER = timedelta(days=5)
"""RFC 5321, 4.5.4.1: at least four to five days."""
_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 120, 240, 480, 960, 1440, 2880))
"""Short at first: greylisting wants minutes."""
_UNTIL_MENDED = timedelta(days=1)
"""A log-in, a sender or a way of TLS that the relay refuses is not tried more often: some lock the account."""


class WaitingMail(Protocol):
    """A message in the outbox, without its content."""

    @property
    def id(self) -> int: ...  # noqa: D102 - as it says
    @property
    def recipient(self) -> str: ...  # noqa: D102
    @property
    def label(self) -> Tlp: ...  # noqa: D102
    @property
    def message_id(self) -> str: ...  # noqa: D102
    @property
    def state(self) -> MailState: ...  # noqa: D102
    @property
    def attempts(self) -> int:
        """Tries so far, this one not counted."""

    @property
    def last_text(self) -> str: ...  # noqa: D102
    @property
    def created_at(self) -> datetime: ...  # noqa: D102


class OutboxPort(Protocol):
    """What sending needs of the outbox; each call is on disk when it returns."""

    def due(self, now: datetime) -> Sequence[WaitingMail]:
        """Messages whose time has come, oldest first."""

    def content(self, mail: int) -> bytes:
        """The finished bytes."""

    def claim(self, mail: int, now: datetime) -> bool:
        """Take it for sending; False when someone else has it."""

    def phase(self, mail: int, phase: str) -> None:
        """How far the sending is, before that step is taken."""

    def mark(
        self,
        mail: int,
        state: MailState,
        *,
        now: datetime,
        code: int | None = None,
        text: str = "",
        next_try: datetime | None = None,
    ) -> None:
        """How a try ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one working through the outbox came to."""

    outcomes: tuple[tuple[int, DeliveryOutcome], ...] = ()
    """By message, in the order of sending."""
    untried: int = 0
    """Left alone because the relay or the settings would fail them alike."""

    @property
    def sent(self) -> int:
        """Messages that the relay took."""
        return sum(isinstance(outcome, Sent) for _, outcome in self.outcomes)

    @property
    def is_complete(self) -> bool:
        """Whether everything that was due went out."""
        return self.untried == 0 and self.sent == len(self.outcomes)


def next_try(attempts: int, created: datetime, now: datetime) -> datetime | None:
    """When to try again after so many tries; None when it would be more than five days after it was made."""
    pause = _PAUSES[min(max(attempts, 1), len(_PAUSES)) - 1]
    moment = now + pause
    return moment if moment <= created + GIVE_UP_AFTER else None


def send_due(
    outbox: OutboxPort,
    relay: Relay,
    *,
    sender: str,
    now: datetime,
    only: Collection[int] | None = None,
    may_give_up: bool = True,
) -> Round:
    """Send what is due, one session a recipient, so that a bad address cannot hurt the others.

    Blocks, and uses the outbox in the caller's own thread; hold the store's lock. Stops at a trouble that the next
    message would meet too. `only` leaves all others alone; without `may_give_up` what finds no relay waits on, however
    old it is: a try at someone's word is one more, never the last.
    """
    outcomes: list[tuple[int, DeliveryOutcome]] = []
    waiting = [mail for mail in outbox.due(now) if only is None or mail.id in only]
    for position, mail in enumerate(waiting, start=1):
        if mail.state is MailState.UNKNOWN and _is_second(mail):
            outbox.mark(mail.id, MailState.UNKNOWN, now=now, text=mail.last_text)
            continue
        if not outbox.claim(mail.id, now):
            continue
        later = next_try(mail.attempts + 1, mail.created_at, now)
        if later is None and not may_give_up:
            later = now + _PAUSES[-1]
        outcome = _send(outbox, mail, relay, sender=sender, now=now, later=later)
        outcomes.append((mail.id, outcome))
        _log(mail, outcome)
        if stops_the_round(outcome):
            untried = waiting[position:]
            _put_off(outbox, untried, outcome, now)
            return Round(outcomes=tuple(outcomes), untried=len(untried))
    return Round(outcomes=tuple(outcomes))


def _put_off(outbox: OutboxPort, untried: Sequence[WaitingMail], outcome: Retry | Failed, now: datetime) -> None:
    """Write down why the others wait; where the settings are wrong, till tomorrow, so that no log-in is hammered."""
    moment = now + _UNTIL_MENDED if isinstance(outcome, Failed) else now
    for mail in untried:
        keeps_text = mail.state is MailState.UNKNOWN or _is_second(mail)  # it tells of a copy that may have arrived
        text = mail.last_text if keeps_text else written(outcome.problem, "")
        outbox.mark(mail.id, mail.state, now=now, text=text, next_try=moment)


def _send(
    outbox: OutboxPort, mail: WaitingMail, relay: Relay, *, sender: str, now: datetime, later: datetime | None
) -> DeliveryOutcome:
    is_second = mail.state is MailState.UNKNOWN or _is_second(mail)
    if is_second:
        # Written before the first byte: a crash from here on must not lead to a third copy.
        outbox.mark(mail.id, MailState.SENDING, now=now, text=SECOND_COPY, next_try=now)
    message = Outgoing(
        message_id=mail.message_id,
        sender=sender,
        recipient=mail.recipient,
        label=mail.label,
        content=outbox.content(mail.id),
    )
    outcome = deliver(message, relay, on_phase=_noting(outbox, mail.id))
    for smaller in slimmer(message.content, mail.label):
        if not is_too_large(outcome):
            break
        logger.info("mail %d: %d bytes were too large, trying %d", mail.id, len(message.content), len(smaller))
        outcome = deliver(replace(message, content=smaller), relay, on_phase=_noting(outbox, mail.id))
    _write_down(outbox, mail, outcome, is_second=is_second, now=now, later=later)
    return outcome


def _log(mail: WaitingMail, outcome: DeliveryOutcome) -> None:
    """Without its reader and the relay's words, which may name him."""
    match outcome:
        case Failed(problem=problem):
            logger.warning("mail %d (%s) failed: %s", mail.id, mail.label.printed, problem)
        case _:
            logger.info("mail %d (%s): %s", mail.id, mail.label.printed, type(outcome).__name__.lower())


def _noting(outbox: OutboxPort, mail: int) -> Callable[[Phase], None]:
    def note(phase: Phase) -> None:
        outbox.phase(mail, str(phase))

    return note


def _write_down(
    outbox: OutboxPort,
    mail: WaitingMail,
    outcome: DeliveryOutcome,
    *,
    is_second: bool,
    now: datetime,
    later: datetime | None,
) -> None:
    opening = f"{SECOND_COPY}: " if is_second else ""
    # A second copy that is refused leaves it open whether the first arrived.
    lost = MailState.UNKNOWN if is_second else MailState.FAILED
    match outcome:
        case Sent(code=code, text=text):
            outbox.mark(mail.id, MailState.SENT, now=now, code=code, text=opening + text)
        case Retry(problem=problem, code=code, text=text):
            state = MailState.RETRY if later else lost
            outbox.mark(mail.id, state, now=now, code=code, text=opening + written(problem, text), next_try=later)
        case Failed(problem=problem, code=code, text=text) if later and stops_the_round(outcome):
            # Wrong settings are nobody's mail's fault: it waits until they are mended.
            moment = max(later, now + _UNTIL_MENDED)
            kept = opening + written(problem, text)
            outbox.mark(mail.id, MailState.RETRY, now=now, code=code, text=kept, next_try=moment)
        case Failed(problem=problem, code=code, text=text):
            outbox.mark(mail.id, lost, now=now, code=code, text=opening + written(problem, text))
        case Unknown(text=text):
            again = None if is_second else later
            outbox.mark(mail.id, MailState.UNKNOWN, now=now, text=opening + text, next_try=again)


def _is_second(mail: WaitingMail) -> bool:
    return mail.last_text.startswith(SECOND_COPY)
