from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from monitor.errors import LockedError
from monitor.history import ClosedReport, History, ReportKind
from monitor.model.mail import Letter, MailState
from monitor.model.source import Tlp
from tests.unit.history.conftest import RunMaker
from tests.unit.history.values import NOW, WEEK, alive

LETTER = Letter(
    recipient="a@example.nl",
    audience="CLEAR",
    language="nl",
    label=Tlp.CLEAR,
    message_id="<1.clear.a@example.nl>",
    content=b"From: monitor\r\n\r\n\xe9\r\n",
)


def closed(history: History, period: str = "2026-W48", *letters: Letter, **more: object) -> ClosedReport | None:
    values: dict[str, object] = {"kind": ReportKind.WEEKLY, "run": 1, "now": NOW, **more}
    return history.close_period(period=period, letters=letters, **values)  # type: ignore[arg-type] # by name


def test_a_period_closes_once(history: History, visit: RunMaker) -> None:
    visit(alive())
    report = closed(history, "2026-W48", LETTER, told={"CLEAR": ["k3vq7d2m"]})
    assert report == ClosedReport(id=1, period="2026-W48", kind=ReportKind.WEEKLY, key="", run=1, made_at=NOW)
    again = replace(LETTER, message_id="<2>", recipient="b@example.nl")
    assert closed(history, "2026-W48", again, told={"CLEAR": ["other"]}) is None
    assert [mail.recipient for mail in history.outbox.list()] == ["a@example.nl"]
    assert history.told("CLEAR") == {"k3vq7d2m"}
    assert history.told("AMBER") == frozenset()
    assert history.reports("2026-W48") == (report,)


def test_alerts_of_a_period_are_told_apart_by_their_key(history: History) -> None:
    first, second, third = (
        closed(history, kind=ReportKind.ALERT, key=key) for key in ("k3vq7d2m", "aaaaaaaa", "k3vq7d2m")
    )
    assert (first is not None, second is not None, third) == (True, True, None)


def test_a_finding_is_told_once_to_each_group(history: History) -> None:
    first = closed(history, told={"CLEAR": ["x"]})
    second = closed(history, "2026-W49", told={"CLEAR": ["x", "y"], "AMBER": ["x"]})
    assert first is not None
    assert second is not None
    assert history.told("CLEAR", before=second.id) == {"x"}
    assert history.told("AMBER", before=second.id) == frozenset()


def test_the_bytes_lie_ready_before_any_connection(history: History) -> None:
    closed(history, "2026-W48", LETTER)
    (mail,) = history.outbox.due(NOW)
    assert (mail.state, mail.label, mail.sha256) == (MailState.QUEUED, Tlp.CLEAR, sha256(LETTER.content).hexdigest())
    assert history.outbox.content(mail.id) == LETTER.content


def test_a_message_is_claimed_by_one(history: History) -> None:
    closed(history, "2026-W48", LETTER)
    assert history.outbox.claim(1, NOW)
    assert not history.outbox.claim(1, NOW)
    assert not history.outbox.due(NOW)
    assert [mail.state for mail in history.outbox.waiting()] == [MailState.SENDING]


def test_what_was_sent_stays_sent(history: History) -> None:
    closed(history, "2026-W48", LETTER)
    history.outbox.claim(1, NOW)
    history.outbox.mark(1, MailState.SENT, now=NOW, code=250, text="2.0.0 Ok")
    (mail,) = history.outbox.list()
    assert (mail.state, mail.sent_at, mail.last_code, mail.attempts) == (MailState.SENT, NOW, 250, 1)
    assert (history.outbox.waiting(), history.outbox.cancel()) == ((), 0)


def test_a_retry_waits_for_its_time(history: History) -> None:
    closed(history, "2026-W48", LETTER)
    history.outbox.claim(1, NOW)
    later = NOW + timedelta(minutes=5)
    history.outbox.mark(1, MailState.RETRY, now=NOW, code=450, text="greylisted", next_try=later)
    assert not history.outbox.due(NOW)
    assert not history.outbox.claim(1, NOW)
    assert [mail.id for mail in history.outbox.due(later)] == [1]


@pytest.mark.parametrize(
    ("phase", "state"),
    [
        ("connect", MailState.RETRY),
        ("rcpt", MailState.RETRY),
        ("data", MailState.UNKNOWN),
        ("content", MailState.UNKNOWN),
    ],
)
def test_a_crash_while_sending_is_judged_by_its_phase(history: History, phase: str, state: MailState) -> None:
    closed(history, "2026-W48", LETTER)
    history.outbox.claim(1, NOW)
    history.outbox.phase(1, phase)
    history.recover(NOW)
    assert [mail.state for mail in history.outbox.due(NOW)] == [state]


def test_what_may_have_arrived_is_sent_once_more_and_not_again(history: History) -> None:
    closed(history, "2026-W48", LETTER)
    outbox = history.outbox
    outbox.claim(1, NOW)
    outbox.phase(1, "content")
    outbox.recover(NOW)
    assert [(mail.state, mail.resent) for mail in outbox.due(NOW)] == [(MailState.UNKNOWN, False)]
    outbox.claim(1, NOW)
    outbox.phase(1, "content")
    outbox.recover(NOW)
    assert (outbox.due(NOW), outbox.waiting()) == ((), ())
    assert [(mail.state, mail.resent, mail.attempts) for mail in outbox.list()] == [(MailState.UNKNOWN, True, 2)]


def test_only_who_holds_the_lock_sends(history: History) -> None:
    closed(history, "2026-W48", LETTER)
    reader = History.open(history.path, document_id="d1", document_title="Toolkit BIO")
    with reader, pytest.raises(LockedError):
        reader.outbox.claim(1, NOW)


def test_a_newer_report_takes_the_place_of_one_that_waits(history: History) -> None:
    closed(history, "2026-W48", LETTER)
    closed(history, "2026-W49", replace(LETTER, message_id="<2>"), now=NOW + WEEK)
    assert [mail.state for mail in history.outbox.list()] == [MailState.SUPERSEDED, MailState.QUEUED]
    assert [each.state for each in history.outbox.deliveries(1)] == ["superseded"]


def test_an_alert_is_not_superseded_by_the_weekly_report(history: History) -> None:
    closed(history, "2026-W48", LETTER, kind=ReportKind.ALERT, key="x")
    closed(history, "2026-W48", replace(LETTER, message_id="<2>"))
    assert len(history.outbox.due(NOW)) == 2


def test_the_next_period_tells_who_did_not_get_the_last(history: History, visit: RunMaker) -> None:
    visit(alive())
    closed(history, "2026-W48", LETTER)
    history.outbox.mark(1, MailState.FAILED, now=NOW, code=550, text="no such user")
    last = visit(alive(at=NOW + WEEK), now=NOW + WEEK)
    (delivery,) = history.period("2026-W49", up_to_run=last.id).deliveries
    assert (delivery.recipient, delivery.state, delivery.detail) == ("a@example.nl", "failed", "no such user")


def test_nothing_is_closed_when_a_letter_cannot_be_kept(history: History) -> None:
    with pytest.raises(AttributeError):
        closed(history, "2026-W48", None)  # type: ignore[arg-type] # made to fail
    assert not history.reports()


def test_what_reached_some_readers_still_goes_to_the_others(history: History) -> None:
    closed(history, "2026-W48", LETTER, replace(LETTER, message_id="<1b>", recipient="b@example.nl"))
    history.outbox.mark(1, MailState.SENT, now=NOW)
    assert not history.outbox.reached_nobody(1)
    closed(history, "2026-W49", replace(LETTER, message_id="<2>"), now=NOW + WEEK)
    assert [mail.state for mail in history.outbox.list()] == [MailState.SENT, MailState.QUEUED, MailState.QUEUED]


def test_a_good_run_takes_the_place_of_a_void_notice_that_waits(history: History) -> None:
    closed(history, "2026-W48", LETTER, kind=ReportKind.VOID_NOTICE)
    closed(history, "2026-W48", replace(LETTER, message_id="<2>"))
    assert history.outbox.supersede_notices() == 1
    assert [mail.state for mail in history.outbox.list()] == [MailState.SUPERSEDED, MailState.QUEUED]


@pytest.mark.parametrize(
    ("state", "nobody"),
    [
        (MailState.RETRY, True),
        (MailState.FAILED, True),
        (MailState.SENT, False),
        (MailState.UNKNOWN, False),
        (MailState.CANCELLED, False),
    ],
)
def test_news_that_reached_nobody_is_told_again_in_the_next_report(
    history: History, visit: RunMaker, state: MailState, *, nobody: bool
) -> None:
    first = visit(alive())
    closed(history, "2026-W48", LETTER, run=first.id)
    history.outbox.mark(1, state, now=NOW)
    last = visit(alive(at=NOW + WEEK), now=NOW + WEEK)
    record = history.period("2026-W49", up_to_run=last.id, carries=True)
    assert [run.id for run in record.runs] == ([first.id, last.id] if nobody else [last.id])
    assert [run.id for run in history.period("2026-W49", up_to_run=last.id).runs] == [last.id]


def test_only_mail_that_cannot_have_arrived_is_made_anew(history: History) -> None:
    closed(history, "2026-W48", LETTER, replace(LETTER, message_id="<1b>", recipient="b@example.nl"))
    history.outbox.mark(2, MailState.UNKNOWN, now=NOW, next_try=NOW)
    anew = replace(LETTER, content=b"anew", label=Tlp.AMBER)
    assert [history.outbox.rewrite(mail, anew) for mail in (1, 2)] == [True, False]
    assert (history.outbox.content(1), history.outbox.content(2)) == (b"anew", LETTER.content)
    assert [mail.label for mail in history.outbox.list()] == [Tlp.AMBER, Tlp.CLEAR]
