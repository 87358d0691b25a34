"""`doctor`: is everything in order, one line each, with the remedy."""

import asyncio
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.context import Session, current_time
from monitor.cli.output import say
from monitor.errors import MonitorError

if TYPE_CHECKING:
    from monitor.model.exchange import Exchange
    from monitor.model.source import Catalogue
    from monitor.settings import Settings

_LOW_DISK_MIB = 200
_SHOWN = 10
"""Ids on one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line: what was looked at, whether it is in order, and what to do if not."""

    what: str
    ok: bool
    text: str
    remedy: str = ""

    def __str__(self) -> str:
        """``ok``, ``!!``, the subject, what was seen, and the remedy."""
        line = f"{'ok' if self.ok else '!!'}  {self.what:<11} {self.text}"
        return f"{line.removesuffix('.')}. {self.remedy}" if self.remedy and not self.ok else line


@click.command("doctor")
@click.option("--repair", is_flag=True, help="Mend the store; it is copied aside first.")
@click.pass_obj
def doctor_command(session: Session, *, repair: bool) -> int:
    """Look at settings, catalogue, store, templates, disk, network and relay; status 1 when something is wrong."""
    findings = list(_examine(session, repair=repair))
    for finding in findings:
        say(str(finding))
    return 0 if all(finding.ok for finding in findings) else 1


def _examine(session: Session, *, repair: bool) -> Iterator[Finding]:
    """All that can be looked at; what cannot for want of settings or catalogue is left out after naming that."""
    try:
        settings = session.settings
    except MonitorError as error:
        yield Finding(what="settings", ok=False, text=error.message, remedy=error.remedy)
        return
    where = session.settings_path or "defaults; no monitor.toml here"
    yield Finding(what="settings", ok=True, text=f"read ({where})")
    try:
        catalogue = session.catalogue(tell=False)
    except MonitorError as error:
        yield Finding(what="catalogue", ok=False, text=error.message, remedy=error.remedy)
        return
    fatal = [mistake for mistake in catalogue.mistakes if mistake.fatal]
    yield Finding(
        what="catalogue",
        ok=not fatal,
        text=f"{len(catalogue.tools)} tools, {sum(1 for _ in catalogue.watched)} addresses, {len(fatal)} mistakes",
        remedy="Name them with: catalogue check",
    )
    now = current_time()
    checks: tuple[Callable[[], Iterator[Finding]], ...] = (
        lambda: _store(settings, catalogue, now, repair=repair),
        lambda: _templates(settings),
        lambda: _disk(settings),
        lambda: _network(settings, catalogue),
        lambda: _relay(settings),
    )
    for check in checks:
        yield from check()


def _store(settings: "Settings", catalogue: "Catalogue", now: datetime, *, repair: bool) -> Iterator[Finding]:
    from monitor.assemble import open_history
    from monitor.job import clock, heartbeat

    path = settings.store.path
    if not path.exists():
        yield Finding(what="store", ok=True, text=f"none yet; the first run makes {path}")
        return
    if repair:
        yield _repair(path, catalogue)
    try:
        with open_history(settings, catalogue, create=False) as history:
            complaint = history.check()
            size, last = history.size(), history.last_run()
            silence, wrong_clock = heartbeat(history, now), clock(history, now)
            mails, kept = history.outbox.waiting(), history.with_content()
    except MonitorError as error:
        yield Finding(what="store", ok=False, text=error.message, remedy=error.remedy)
        return
    yield Finding(
        what="store",
        ok=complaint is None,
        text=complaint or f"{size.file_bytes / 2**20:.1f} MB, {size.runs} runs, {size.copies} copies",
        remedy="Restore a backup, or: doctor --repair",
    )
    too_open = os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077
    if too_open:
        yield Finding(what="store", ok=False, text=f"{path} can be read by others", remedy=f"chmod 600 {path}")
    yield from _left(kept, catalogue)
    if last is None:
        yield Finding(what="last run", ok=False, text="no run came to its end", remedy="Start one with: run")
        return
    yield Finding(
        what="last run",
        ok=silence is None,
        text=silence or f"{last.status}, {last.started_at:%Y-%m-%d %H:%M} UTC",
        remedy="Look at it, and make a run.",
    )
    if wrong_clock is not None:
        yield Finding(what="clock", ok=False, text=wrong_clock)
    if mails:
        yield Finding(what="outbox", ok=False, text=f"{len(mails)} messages wait", remedy="See: outbox list")


def _left(kept: Iterable[str], catalogue: "Catalogue") -> Iterator[Finding]:
    """What was retired or taken out of the catalogue and still has its texts here: not wrong, and not for ever."""
    watched = {source.id for _, source in catalogue.watched} | catalogue.renamed.keys()
    gone = [name for name in kept if name not in watched]
    if gone:
        shown = ", ".join(gone[:_SHOWN]) + (f" and {len(gone) - _SHOWN} more" if len(gone) > _SHOWN else "")
        text = f"{shown}: no longer watched, history kept; to remove its texts: forget ID"
        yield Finding(what="retired", ok=True, text=text)


def _repair(path: Path, catalogue: "Catalogue") -> Finding:
    from monitor.history.repair import repair

    try:
        done = repair(path, document_id=catalogue.document_id, document_title=catalogue.title)
    except MonitorError as error:
        return Finding(what="repair", ok=False, text=error.message, remedy=error.remedy)
    if done is None:
        return Finding(what="repair", ok=True, text="nothing to repair")
    text = f"{done.rows} rows saved, {done.dangling} lost with what they pointed to; as it was: {done.copied_to}"
    return Finding(what="repair", ok=True, text=text)


def _templates(settings: "Settings") -> Iterator[Finding]:
    from monitor.render import check_templates

    try:
        count = check_templates()
    except MonitorError as error:
        yield Finding(what="templates", ok=False, text=error.message, remedy=error.remedy)
        return
    yield Finding(what="templates", ok=True, text=f"{count} compile; language {settings.report.language}")


def _disk(settings: "Settings") -> Iterator[Finding]:
    folders = {"state": settings.store.path.parent, "reports": settings.report.folder}
    if settings.metrics.textfile is not None:
        folders["metrics"] = settings.metrics.textfile.parent
    for what, folder in folders.items():
        there = _nearest(folder)
        free = shutil.disk_usage(there).free // 2**20
        writable = os.access(there, os.W_OK)
        yield Finding(
            what="disk",
            ok=writable and free >= _LOW_DISK_MIB,
            text=f"{what} in {folder}: {free} MB free" + ("" if writable else ", not writable"),
            remedy="Make room." if writable else f"Give the user of this job write access to {there}.",
        )


def _nearest(folder: Path) -> Path:
    return next(path for path in (folder, *folder.absolute().parents) if path.exists())


def _network(settings: "Settings", catalogue: "Catalogue") -> Iterator[Finding]:
    from monitor.assemble import fetch_policy, network_probes
    from monitor.fetch import Fetcher
    from monitor.model.exchange import Failure, FailureKind, Refusal

    async def ask() -> "list[Exchange]":
        async with Fetcher(fetch_policy(settings)) as fetcher:
            return [exchange async for exchange in fetcher(network_probes(settings, catalogue))]

    exchanges = asyncio.run(ask())
    answered = [exchange for exchange in exchanges if exchange.response is not None]
    failures = [exchange.outcome for exchange in exchanges if isinstance(exchange.outcome, Failure)]
    if not exchanges or all(isinstance(exchange.outcome, Refusal) for exchange in exchanges):
        yield Finding(what="network", ok=False, text="no address may be asked", remedy="See [network] canaries, allow.")
        return
    names = {FailureKind.NAME_UNKNOWN, FailureKind.NAME_TEMPORARY}
    resolver_fails = bool(failures) and not answered and all(failure.kind in names for failure in failures)
    yield Finding(
        what="resolver",
        ok=not resolver_fails,
        text="no name can be looked up" if resolver_fails else "names are looked up",
        remedy="Check DNS on this machine, or set [network] proxy.",
    )
    yield Finding(
        what="canaries",
        ok=bool(answered),
        text=f"{len(answered)} of {len(exchanges)} addresses answered"
        + (f" ({failures[0].kind}: {failures[0].detail})" if failures and not answered else ""),
        remedy=_proxy_remedy(settings),
    )
    yield from _certificates(exchanges, has_answer=bool(answered))


def _proxy_remedy(settings: "Settings") -> str:
    """A proxy that every other program here uses is the likeliest thing that was forgotten."""
    named = [name for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy") if os.environ.get(name)]
    if settings.network.proxy is None and named:
        return f"{named[0]} is set here, but only [network] proxy counts: set it to the same."
    return "Check the network, or set [network] proxy."


def _certificates(exchanges: "list[Exchange]", *, has_answer: bool) -> Iterator[Finding]:
    """One issuer that nobody trusts on every site is somebody between us and them; anything else is a site's own."""
    from monitor.model.exchange import Failure, TlsReason
    from monitor.urls import host_of, registrable_domain

    broken = [
        (host_of(exchange.final_url), exchange.outcome.tls_reason, exchange.certificate)
        for exchange in exchanges
        if isinstance(exchange.outcome, Failure) and exchange.outcome.tls_reason is not None
    ]
    if not broken:
        return
    untrusted = {TlsReason.UNTRUSTED, TlsReason.SELF_SIGNED, TlsReason.INCOMPLETE_CHAIN}
    issuers = {held.issuer if held is not None and reason in untrusted else "" for _, reason, held in broken}
    domains = {registrable_domain(host) for host, _, _ in broken}
    if not has_answer and len(domains) > 1 and len(issuers) == 1 and "" not in issuers:
        yield Finding(
            what="tls",
            ok=False,
            text=f"every certificate is issued by {issuers.pop()}, which is not trusted here: TLS is intercepted.",
            remedy="Set [network] ca_file to that authority's certificate, and corporate_issuer to its name.",
        )
        return
    each = ", ".join(f"{host} {reason}" for host, reason, _ in broken)
    yield Finding(
        what="tls",
        ok=has_answer,
        text=f"{each}: the certificate of the site itself, not an interception",
        remedy="Tell the publisher; if other programs here trust it, set [network] ca_file.",
    )


def _relay(settings: "Settings") -> Iterator[Finding]:
    from monitor.assemble import make_relay
    from monitor.deliver import probe_relay

    relay = make_relay(settings)
    if relay is None:
        yield Finding(what="relay", ok=True, text=f"none set; mail is kept in {settings.mail.outbox}")
        return
    trouble = probe_relay(relay, settings.mail.strictest)
    yield Finding(
        what="relay",
        ok=trouble is None,
        text=trouble or f"{relay.host}:{relay.port} takes our log-in",
        remedy="Check [mail]; prove it with: mail test ADDRESS",
    )
