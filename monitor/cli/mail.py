"""`outbox` and `mail test`: mail that waits, and whether the relay works."""

import click

from monitor.cli.context import Session, current_time
from monitor.cli.output import hint, say
from monitor.errors import SettingsError, UsageError

UNDELIVERED = 5


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
@click.pass_obj
def send_command(session: Session) -> int:
    """Try now what waits."""
    from monitor.assemble import open_history
    from monitor.job import deliver_waiting

    settings, catalogue = session.settings, session.catalogue_to_lock(tell=False)
    with open_history(settings, catalogue, create=False, exclusive=True) as history:
        undelivered, remarks = deliver_waiting(settings, catalogue, history, current_time(), at_once=True)
    for remark in remarks:
        hint(remark)
    return UNDELIVERED if undelivered else 0


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

    with open_history(session.settings, session.catalogue(tell=False), create=False) as history:
        mails = history.outbox.list()
    for mail in mails:
        when = f", next try {mail.next_try:%Y-%m-%d %H:%M} UTC" if mail.next_try and mail.sent_at is None else ""
        sent = f", sent {mail.sent_at:%Y-%m-%d %H:%M} UTC" if mail.sent_at else ""
        why = f": {mail.last_code or ''} {mail.last_text}".rstrip() if mail.last_text else ""
        say(
            f"{mail.id}  {mail.period} {mail.kind} {mail.label.printed} to {mail.recipient}: {mail.state}"
            f" ({mail.attempts} attempts{when}{sent}){why}"
        )
    if not mails:
        hint("The outbox is empty.")
    return 0
