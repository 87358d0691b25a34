"""Mail that waits: finished bytes, kept before the first connection is made, and what became of them."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from monitor.database import transaction, translated
from monitor.errors import LockedError
from monitor.history.codec import clean, from_optional_time, from_time, to_optional_time, to_time
from monitor.model.mail import Letter, Mail, MailState
from monitor.model.period import Delivery
from monitor.model.source import Tlp

WAITING = (MailState.QUEUED, MailState.RETRY, MailState.UNKNOWN)
"""States in which a message is still to be sent."""
UNCERTAIN_PHASES = ("data", "content", "quit")
"""Phases of SMTP from which on the message may have arrived."""

_SELECT = """
SELECT m.id, m.report, r.period, r.kind, m.recipient, m.audience, m.language, m.label, m.message_id, m.sha256, m.state,
       m.phase, m.attempts, m.resent, m.next_try, m.last_code, m.last_text, m.created_at, m.sent_at
FROM outbox AS m JOIN report AS r ON r.id = m.report"""
_MARKS = ", ".join(f"'{state}'" for state in WAITING)
_ARRIVED = ", ".join(f"'{state}'" for state in (MailState.SENT, MailState.UNKNOWN))
_NOT_ARRIVED = ", ".join(
    f"'{state}'" for state in (MailState.QUEUED, MailState.RETRY, MailState.FAILED, MailState.SUPERSEDED)
)


class Outbox:
    """The mail of one store. Every change of state is committed before the next thing is done."""

    def __init__(self, db: Database, path: Path, *, may_send: bool) -> None:
        self._db, self._path, self._may_send = db, path, may_send

    def put(self, report: int, letters: Iterable[Letter], now: datetime) -> None:
        """Queue the letters of a report; one that is already there stays as it is. Part of the caller's transaction."""
        sql = """INSERT OR IGNORE INTO outbox
            (report, audience, language, recipient, message_id, label, sha256, next_try, created_at, content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
        at = to_time(now)
        rows = [
            (
                report,
                letter.audience,
                letter.language,
                clean(letter.recipient),
                letter.message_id,
                str(letter.label),
                sha256(letter.content).hexdigest(),
                at,
                at,
                letter.content,
            )
            for letter in letters
        ]
        with translated(self._path), transaction(self._db, durable=True):
            self._db.conn.executemany(sql, rows)

    def due(self, now: datetime) -> tuple[Mail, ...]:
        """Messages whose next try has come, oldest first."""
        return self._read(f"WHERE m.state IN ({_MARKS}) AND m.next_try <= ? ORDER BY m.id", to_time(now))

    def hasten(self, now: datetime) -> None:
        """Let everything that waits be due now."""
        sql = f"UPDATE outbox SET next_try = ? WHERE state IN ({_MARKS}) AND next_try IS NOT NULL"  # noqa: S608 - our own words
        with translated(self._path), transaction(self._db):
            self._db.conn.execute(sql, (to_time(now),))

    def revive(self, mail: int, now: datetime) -> bool:
        """Let a message that failed wait again, at an operator's word; False for one that did not fail."""
        sql = "UPDATE outbox SET state = 'retry', next_try = ? WHERE id = ? AND state = 'failed'"
        with translated(self._path), transaction(self._db, durable=True):
            return self._db.conn.execute(sql, (to_time(now), mail)).rowcount == 1

    def waiting(self) -> tuple[Mail, ...]:
        """Messages still to be sent, whenever that is."""
        return self._read(f"WHERE m.state IN ({_MARKS}, 'sending') AND m.next_try IS NOT NULL ORDER BY m.id")

    def list(self, *, report: int | None = None) -> tuple[Mail, ...]:
        """All messages that are kept, oldest first."""
        return self._read("WHERE m.report = coalesce(?, m.report) ORDER BY m.id", report)

    def content(self, mail: int) -> bytes:
        """The finished bytes, as they were queued."""
        row = self._db.conn.execute("SELECT content FROM outbox WHERE id = ?", (mail,)).fetchone()
        return bytes(row[0])

    def rewrite(self, mail: int, letter: Letter) -> bool:
        """Put other bytes in the place of a waiting message; False for one that may have arrived as it is."""
        sql = f"""UPDATE outbox SET content = ?, sha256 = ?, label = ?
            WHERE id = ? AND state IN ({_MARKS}) AND state <> 'unknown' AND NOT resent"""  # noqa: S608 - our own words
        values = (letter.content, sha256(letter.content).hexdigest(), str(letter.label), mail)
        with translated(self._path), transaction(self._db, durable=True):
            return self._db.conn.execute(sql, values).rowcount == 1

    def claim(self, mail: int, now: datetime) -> bool:
        """Take a message for sending; False when it no longer waits.

        Raises: LockedError without the store's lock: only under it can a crash be told from a sender at work.
        """
        if not self._may_send:
            raise LockedError(
                f"The store {self._path} is open for reading only.", "Open it with exclusive=True to send."
            )
        sql = f"""UPDATE outbox SET resent = resent OR state = 'unknown', state = 'sending', phase = 'connect',
            attempts = attempts + 1
            WHERE id = ? AND state IN ({_MARKS}) AND next_try <= ?"""  # noqa: S608 - our own words
        with translated(self._path), transaction(self._db, durable=True):
            return self._db.conn.execute(sql, (mail, to_time(now))).rowcount == 1

    def phase(self, mail: int, phase: str) -> None:
        """Write down how far the sending is, before that step is taken."""
        with translated(self._path), transaction(self._db, durable=True):
            self._db.conn.execute("UPDATE outbox SET phase = ? WHERE id = ?", (phase, mail))

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
        """Write down how a try ended; `text` are the relay's own words."""
        sql = """UPDATE outbox SET state = ?, last_code = ?, last_text = ?, next_try = ?,
            sent_at = CASE WHEN ? THEN ? ELSE sent_at END WHERE id = ?"""
        values = (
            str(state),
            code,
            clean(text),
            to_optional_time(next_try),
            state is MailState.SENT,
            to_time(now),
            mail,
        )
        with translated(self._path), transaction(self._db, durable=True):
            self._db.conn.execute(sql, values)

    def recover(self, now: datetime) -> None:
        """After a crash: what may have arrived becomes `unknown`, what cannot have becomes `retry`. Hold the lock.

        A message that was `unknown` before has had its one second try: it waits no more.
        """
        phases = ", ".join(f"'{phase}'" for phase in UNCERTAIN_PHASES)
        sql = f"""UPDATE outbox SET next_try = CASE WHEN phase IN ({phases}) AND resent THEN NULL ELSE ? END,
            state = CASE WHEN phase IN ({phases}) THEN 'unknown' ELSE 'retry' END WHERE state = 'sending'"""  # noqa: S608 - our own words
        with translated(self._path), transaction(self._db, durable=True):
            self._db.conn.execute(sql, (to_time(now),))

    def supersede(self, report: int) -> int:
        """A newer report is ready: what still waits of older ones that reached nobody need not go out. Gives how many.

        What reached some of its readers still goes to the others, for the newer report does not tell it again.
        """
        sql = f"""UPDATE outbox SET state = 'superseded' WHERE state IN ({_MARKS}) AND next_try IS NOT NULL AND report IN (
            SELECT old.id FROM report AS old JOIN report AS new ON new.id = ?
            WHERE old.id < new.id AND (old.kind = new.kind OR (old.kind = 'baseline' AND new.kind = 'weekly'))
            AND NOT EXISTS (SELECT 1 FROM outbox AS m WHERE m.report = old.id AND m.state IN ({_ARRIVED})))"""  # noqa: S608 - our own words
        with translated(self._path), transaction(self._db, durable=True):
            return self._db.conn.execute(sql, (report,)).rowcount

    def supersede_notices(self) -> int:
        """A good run came: a notice of a void one that still waits need not go out. Gives how many."""
        sql = f"""UPDATE outbox SET state = 'superseded' WHERE state IN ({_MARKS}) AND next_try IS NOT NULL AND report IN (
            SELECT id FROM report WHERE kind = 'void-notice')"""  # noqa: S608 - our own words
        with translated(self._path), transaction(self._db, durable=True):
            return self._db.conn.execute(sql).rowcount

    def reached_nobody(self, report: int) -> bool:
        """Whether a report had mail, and none of it may have arrived: then the next one tells its news again."""
        sql = f"SELECT count(*), sum(state IN ({_NOT_ARRIVED})) FROM outbox WHERE report = ?"  # noqa: S608 - our own words
        letters, lost = self._db.conn.execute(sql, (report,)).fetchone()
        return bool(letters) and letters == lost

    def cancel(self, mail: int | None = None) -> int:
        """Never send one waiting message, or all of them. Gives how many."""
        sql = f"UPDATE outbox SET state = 'cancelled' WHERE state IN ({_MARKS}) AND id = coalesce(?, id)"  # noqa: S608 - our own words
        with translated(self._path), transaction(self._db, durable=True):
            return self._db.conn.execute(sql, (mail,)).rowcount

    def deliveries(self, report: int) -> tuple[Delivery, ...]:
        """How a report fared with each of its recipients."""
        return tuple(
            Delivery(recipient=m.recipient, period=m.period, state=m.state, detail=m.last_text, sent_at=m.sent_at)
            for m in self.list(report=report)
        )

    def _read(self, where: str, *args: object) -> tuple[Mail, ...]:
        with translated(self._path):
            rows = self._db.conn.execute(f"{_SELECT} {where}", args).fetchall()
        return tuple(_mail(row) for row in rows)


def _mail(row: Any) -> Mail:  # noqa: ANN401 - a row
    names = list(Mail.__dataclass_fields__)
    held = dict(zip(names, row, strict=True))
    return Mail(
        **{
            **held,
            "label": Tlp(held["label"]),
            "state": MailState(held["state"]),
            "resent": bool(held["resent"]),
            "next_try": from_optional_time(held["next_try"]),
            "created_at": from_time(held["created_at"]),
            "sent_at": from_optional_time(held["sent_at"]),
        }
    )
