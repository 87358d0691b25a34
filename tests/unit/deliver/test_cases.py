"""Each failure of research/report.md 5.1 × what becomes of the mail × how many copies arrive: zero lost, zero doubled but where nobody can know.

The real outbox in its SQLite file, worked through from try to try: for two readers, with a relay that fails in the
first round and is mended, and with one that never is.
"""

import socket
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from monitor.deliver import Limits, Protection, Relay, send_due
from monitor.history import History, ReportKind
from monitor.model.mail import Letter
from monitor.model.report import MailIdentity
from monitor.render.mail import mail_body, render_message
from tests.sample_report import report
from tests.unit.deliver.scripted import GOOD, Act, Script, ScriptedRelay, scripted_relay

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
SENDER, READERS = "monitor@regio.example", ("een@regio.example", "twee@regio.example")
LIMITS = Limits(connect=1.0, reply=0.15, session=1.0, content=0.3)
Ends = tuple[tuple[str, int], tuple[str, int]]
"""For each reader the state of his mail in the end, and the copies in his mailbox."""

ONCE: Ends = (("sent", 1), ("sent", 1))
GIVEN_UP: Ends = (("failed", 0), ("failed", 0))


@dataclass(frozen=True, kw_only=True)
class Case:
    """A failure, and how the mail ends when it passes and when it does not."""

    name: str
    script: Script = field(default_factory=dict)
    host: str = "127.0.0.1"
    nobody_listens: bool = False
    logs_in: bool = False
    mended: Ends = ONCE
    never: Ends = GIVEN_UP


AUTH = {"EHLO": "250-relay.example\r\n250 AUTH PLAIN"}
FIRST = f"RCPT TO:<{READERS[0]}>"
CASES = (
    Case(name="all goes well", never=ONCE),
    Case(name="connection refused", nobody_listens=True),
    Case(name="name unknown", host="::1%nergens"),
    Case(name="421 at the banner", script={"banner": "421 4.3.2 too busy"}),
    Case(name="silent server", script={"banner": Act.SILENCE}),
    Case(name="TLS required", script={"MAIL": "530 5.7.0 Must issue a STARTTLS command first"}),
    Case(name="bad log-in", script={**AUTH, "AUTH": "535 5.7.8 no"}, logs_in=True),
    Case(name="too large, also the smallest", script={"MAIL": "552 5.3.4 too big"}, mended=GIVEN_UP),
    Case(name="too large, but for the text alone", script={"EHLO": "250-relay\r\n250 SIZE 12000"}, never=ONCE),
    Case(name="all recipients 450", script={"RCPT": "450 4.2.0 greylisted"}),
    Case(
        name="one of two 550",
        script={FIRST: "550 5.1.1 unknown"},
        mended=(("failed", 0), ("sent", 1)),
        never=(("failed", 0), ("sent", 1)),
    ),
    Case(name="one of two 451", script={FIRST: "451 4.3.0 later"}, never=(("failed", 0), ("sent", 1))),
    Case(name="554 at DATA", script={"DATA": "554 5.5.1 no"}, mended=GIVEN_UP),
    Case(name="452 at DATA", script={"DATA": "452 4.3.1 full"}),
    Case(name="554 to the content", script={"content": "554 5.6.0 spam"}, mended=GIVEN_UP),
    Case(name="452 to the content", script={"content": "452 4.3.1 full"}),
    Case(
        name="drop after DATA before the reply",
        script={"content": Act.DROP},
        mended=(("sent", 2), ("sent", 2)),
        never=(("unknown", 2), ("unknown", 2)),
    ),
    Case(
        name="slow reply after DATA",
        script={"content": Act.SILENCE},
        mended=(("sent", 2), ("sent", 2)),
        never=(("unknown", 2), ("unknown", 2)),
    ),
    Case(name="drop at QUIT after 250", script={"QUIT": Act.DROP}, never=ONCE),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("is_mended", [True, False], ids=["mended", "never"])
def test_each_failure_ends_in_its_state_with_its_copies(tmp_path: Path, case: Case, *, is_mended: bool) -> None:
    with scripted_relay(case.script) as server, History.open(
        tmp_path / "monitor.db", document_id="toolkit", document_title="Toolkit", exclusive=True
    ) as history:  # fmt: skip
        queue(history)
        good = Relay(host="127.0.0.1", port=server.port, protection=Protection.NONE, limits=LIMITS)
        bad = replace(good, host=case.host, port=free_port() if case.nobody_listens else server.port)
        if case.logs_in:
            good, bad = (replace(one, username="monitor", password="x") for one in (good, bad))
        rounds = work_through(history, server, (bad, good) if is_mended else (bad, bad), is_mended=is_mended)
        ends = tuple(
            (str(mail.state), sum(to(copy) == mail.recipient for copy in server.kept)) for mail in history.outbox.list()
        )
    assert ends == (case.mended if is_mended else case.never)
    assert rounds <= 25, "nobody is asked for ever"
    # Every copy for one reader is the same mail: by its id, and where it was sent again byte for byte.
    assert all(len({copy for copy in server.kept if to(copy) == reader}) <= 1 for reader in READERS)


def work_through(history: History, server: ScriptedRelay, relays: tuple[Relay, Relay], *, is_mended: bool) -> int:
    """Try whenever something is due, until nothing waits; gives how often."""
    now, rounds = NOW, 0
    while waiting := history.outbox.waiting():
        now = max(now, min(mail.next_try or now for mail in waiting))
        send_due(history.outbox, relays[min(rounds, 1)], sender=SENDER, now=now)
        rounds += 1
        if is_mended:
            offered = server.script["EHLO"]
            server.script = {**GOOD, "EHLO": offered}
    return rounds


def queue(history: History) -> None:
    """A real report for two readers."""
    told = report()
    body = mail_body(told, "nl", contact="b@regio.example")
    identity = MailIdentity(sender=SENDER, domain="regio.example")
    letters = tuple(
        Letter(
            recipient=reader,
            audience="AMBER",
            language="nl",
            label=body.label,
            message_id=f"<47.{number}@regio.example>",
            content=render_message(told, body, recipient=reader, identity=identity),
        )
        for number, reader in enumerate(READERS)
    )
    with history.run(now=NOW, engine="local", planned=0, is_partial=False) as record:
        run = record.finish(NOW, stats={})
    history.close_period(period="2026-W47", kind=ReportKind.WEEKLY, run=run.id, now=NOW, letters=letters)


def to(copy: bytes) -> str:
    return str(message_from_bytes(copy)["To"])


def free_port() -> int:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        return int(nobody.getsockname()[1])


def test_a_refused_log_in_is_tried_once_a_day_however_many_readers_wait(tmp_path: Path) -> None:
    with scripted_relay({**AUTH, "AUTH": "535 5.7.8 no"}) as server, History.open(
        tmp_path / "monitor.db", document_id="toolkit", document_title="Toolkit", exclusive=True
    ) as history:  # fmt: skip
        queue(history)
        relay = Relay(
            host="127.0.0.1", port=server.port, protection=Protection.NONE, limits=LIMITS, username="m", password="x"
        )
        tried = []
        for day in range(4):
            for quarter in range(0, 24 * 60, 15):  # as often as `schedule` looks
                send_due(history.outbox, relay, sender=SENDER, now=NOW + timedelta(days=day, minutes=quarter))
            tried.append(sum(command.startswith("AUTH") for command in server.commands))
        assert tried == [1, 2, 3, 4]
        assert [(str(mail.state), mail.last_text) for mail in history.outbox.list()] == [
            ("retry", "login-refused: 5.7.8 no"),
            ("queued", "login-refused: "),
        ]
