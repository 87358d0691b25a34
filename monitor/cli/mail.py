"""`outbox` and `mail test`: mail that waits, and whether the relay works."""

from collections import Counter
from collections.abc import Iterator

import click

from monitor.cli.context import Session, current_time
from monitor.cli.output import hint, say
from monitor.errors import SettingsError, UsageError
from monitor.model.mail import Mail, MailState

UNDELIVERED = 5
_MAX_NAMED = 10
_NOT_SENT = {
    MailState.SENT: "it was sent",
    MailState.SUPERSEDED: "a newer report took its place",
    MailState.CANCELLED: "it was cancelled",
}
_TRIED_TWICE = "it may have arrived, and there is never a third copy"


@click.group("outbox", invoke_without_command=True)
@click.pass_context
def outbox_command(ctx: click.Context) -> int | None:
    """Show, send or cancel mail that waits."""
    return _list(ctx.obj) if ctx.invoked_subcommand is None else None


@outbox_command.command("list")
@click.pass_obj
def list_command(session: Session) -> int:
    """Name every message: state, phase, attempts, next try."""
    return _list(session)


@outbox_command.command("send")
@click.argument("numbers", metavar="[NUMBER]...", type=int, nargs=-1)
@click.pass_obj
def send_command(session: Session, numbers: tuple[int, ...]) -> int:
    """Try now what waits, however old; or these messages alone, also where they had failed."""
    from monitor.assemble import open_history
    from monitor.job import deliver_waiting

    settings, catalogue = session.settings, session.catalogue_to_lock(tell=False)
    with open_history(settings, catalogue, create=False, exclusive=True) as history:
        kept = history.outbox.list()
        _refuse(kept, numbers)
        only = frozenset(numbers) or None
        undelivered, remarks = deliver_waiting(settings, catalogue, history, current_time(), by_hand=True, only=only)
    for remark in (*remarks, *(() if numbers else _left_alone(kept))):
        hint(remark)
    return UNDELIVERED if undelivered else 0


def _refuse(kept: tuple[Mail, ...], numbers: tuple[int, ...]) -> None:
    """Raises UsageError where a message that was named cannot be sent."""
    known = {mail.id: mail for mail in kept}
    for number in numbers:
        if number not in known:
            raise UsageError(f"There is no message {number}.", "`outbox list` names them.")
        mail = known[number]
        is_done = mail.state is MailState.UNKNOWN and mail.next_try is None
        if mail.state in _NOT_SENT or is_done:
            why = _TRIED_TWICE if is_done else _NOT_SENT[mail.state]
            raise UsageError(f"Message {number} is not sent: {why}.", "Its report can be made again with `report`.")


def _left_alone(kept: tuple[Mail, ...]) -> Iterator[str]:
    """What does not go out although it did not arrive."""
    states = Counter(mail.state for mail in kept)
    if superseded := states[MailState.SUPERSEDED]:
        yield f"Not sent, {_NOT_SENT[MailState.SUPERSEDED]}: {superseded}."
    if failed := [str(mail.id) for mail in kept if mail.state is MailState.FAILED]:
        yield f"Had failed before: {', '.join(failed[-_MAX_NAMED:])}. `outbox send NUMBER` tries one again."


@outbox_command.command("cancel")
@click.argument("number", type=int, required=False)
@click.pass_obj
def cancel_command(session: Session, number: int | None) -> int:
    """Cancel one waiting message, or all of them."""
    from monitor.assemble import open_history

    with open_history(session.settings, session.catalogue_to_lock(tell=False), create=False, exclusive=True) as history:
        cancelled = history.outbox.cancel(number)
    if number is not None and not cancelled:
        raise UsageError(f"No message {number} waits.", "`outbox list` names those that do.")
    hint(f"{cancelled} messages cancelled.")
    return 0


@click.group("mail")
def mail_command() -> None:
    """The mail relay."""


@mail_command.command("test")
@click.argument("address")
@click.pass_obj
def test_command(session: Session, address: str) -> int:
    """Send a small message to ADDRESS and say each step."""
    from monitor.assemble import mail_identity, make_relay
    from monitor.deliver import test_relay

    relay = make_relay(session.settings)
    if relay is None:
        raise SettingsError("No mail relay is set.", "Set [mail] relay and sender.")
    arrived = True
    for is_good, line in test_relay(relay, mail_identity(session.settings).sender, address, current_time()):
        say(f"{'ok' if is_good else '!!'}  {line}")
        arrived = arrived and is_good
    return 0 if arrived else UNDELIVERED


def _list(session: Session) -> int:
    from monitor.assemble import open_history
    from monitor.deliver import told

    with open_history(session.settings, session.catalogue(tell=False), create=False) as history:
        mails = history.outbox.list()
    for mail in mails:
        when = f", next try {mail.next_try:%Y-%m-%d %H:%M} UTC" if mail.next_try and mail.sent_at is None else ""
        sent = f", sent {mail.sent_at:%Y-%m-%d %H:%M} UTC" if mail.sent_at else ""
        why = ": " + " ".join(filter(None, (str(mail.last_code or ""), told(mail.last_text)))) if mail.last_text else ""
        say(
            f"{mail.id}  {mail.period} {mail.kind} {mail.label.printed} to {mail.recipient}: {mail.state}"
            f" ({mail.attempts} attempts{when}{sent}){why}"
        )
    if not mails:
        hint("The outbox is empty.")
    return 0
