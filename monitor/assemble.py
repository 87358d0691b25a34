"""Settings -> working parts: the only place that picks concrete ones."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from monitor.history import History
from monitor.model.plan import Purpose, Request
from monitor.model.report import MailIdentity
from monitor.model.source import Catalogue, Tlp
from monitor.plan import CANARIES
from monitor.publish import Audience, Desk
from monitor.run.parts import Extract, Fetch, Parts, Policy, Progress, no_progress
from monitor.urls import host_of, registrable_domain

if TYPE_CHECKING:
    from monitor.deliver import Relay
    from monitor.fetch import FetchPolicy
    from monitor.recorded import ReplayDesk
    from monitor.sandbox import Sandbox
    from monitor.settings import Settings


NO_SENDER = "toolkit-monitor@localhost.invalid"
"""Stands in messages that no relay takes: .eml files to look at, before a sender is set."""


def open_history(
    settings: "Settings", catalogue: Catalogue, *, exclusive: bool = False, create: bool = True
) -> History:
    """The document's store. Raises `StoreError` and `LockedError`."""
    return History.open(
        settings.store.path,
        document_id=catalogue.document_id,
        document_title=catalogue.title,
        create=create,
        exclusive=exclusive,
    )


def fetch_policy(settings: "Settings") -> "FetchPolicy":
    """The fetcher's limits and manners."""
    from monitor.fetch import FetchPolicy, HostPolicy

    network, limits = settings.network, settings.limits
    hosts = {
        host: HostPolicy(
            user_agent=entry.user_agent,
            delay_seconds=entry.delay_seconds,
            robots=entry.robots.value if entry.robots else None,
            skip=entry.skip,
        )
        for host, entry in network.hosts.items()
    }
    return FetchPolicy(
        user_agent=network.full_user_agent,
        allow=tuple(str(cidr) for cidr in network.allow),
        ports=frozenset(network.ports),
        connect_to=tuple(str(rule) for rule in network.connect_to),
        ca_file=str(network.ca_file) if network.ca_file else None,
        proxy=network.proxy,
        no_proxy=network.no_proxy,
        concurrency=network.concurrency,
        per_host=network.per_host,
        host_delay_seconds=network.host_delay_seconds,
        robots=network.robots.value,
        hosts=MappingProxyType(hosts),
        connect_seconds=limits.connect_seconds,
        tls_seconds=limits.tls_seconds,
        first_byte_seconds=limits.first_byte_seconds,
        attempt_seconds=limits.attempt_seconds,
        source_seconds=limits.source_seconds,
        run_minutes=limits.run_minutes,
        retries=limits.retries,
        retry_after_seconds=limits.retry_after_seconds,
        redirects=limits.redirects,
        head_kib=limits.head_kib,
        head_fields=limits.head_fields,
        html_mib=limits.html_mib,
        document_mib=limits.document_mib,
        error_body_kib=limits.error_body_kib,
        robots_kib=limits.robots_kib,
        ratio=limits.ratio,
    )


def make_sandbox(settings: "Settings") -> "Sandbox":
    """The reader of documents, with its limits."""
    from monitor.sandbox import Sandbox

    return Sandbox(seconds=settings.limits.parse_seconds, mebibytes=settings.limits.parse_mib)


def run_policy(settings: "Settings", *, engine: str = "local") -> Policy:
    """What a run decides by."""
    return Policy(
        interval=settings.schedule.interval,
        canaries=settings.network.canaries,
        recheck_seconds=settings.limits.recheck_seconds,
        repair_requests=settings.limits.repair_requests,
        corporate_issuer=settings.network.corporate_issuer,
        archive=settings.archive.url if settings.archive.lookup else None,
        engine=engine,
    )


@asynccontextmanager
async def run_parts(
    settings: "Settings",
    catalogue: Catalogue,
    history: History,
    *,
    engine: str = "local",
    progress: Progress = no_progress,
    rng: random.Random | None = None,
) -> AsyncIterator[Parts]:
    """The parts of a run: the door to the network and the reader are open as long as it lasts."""
    from monitor.fetch import Fetcher

    robots = history.robots()
    async with make_sandbox(settings) as sandbox, Fetcher(fetch_policy(settings), robots_cache=robots) as fetcher:
        yield Parts(
            catalogue=catalogue,
            history=history,
            fetch=fetcher,
            extract=sandbox.extract,
            policy=run_policy(settings, engine=engine),
            rng=rng or random.Random(),  # noqa: S311 - an address that cannot exist, no secret
            progress=progress,
        )
        history.keep_robots(robots)


@asynccontextmanager
async def replay_parts(settings: "Settings", store: Path) -> AsyncIterator["ReplayDesk"]:
    """A store of its own and the reader; no door to the network."""
    from monitor.recorded import ReplayDesk

    async with make_sandbox(settings) as sandbox:
        with History.open(store, document_id="replay", document_title="replay", exclusive=True) as history:
            yield ReplayDesk(history=history, extract=sandbox.extract, language=settings.report.language)


@asynccontextmanager
async def look_parts(
    settings: "Settings", catalogue: Catalogue | None
) -> AsyncIterator[tuple[Fetch, Extract, History | None]]:
    """For one look: the door, the reader, and the store where there is one."""
    from monitor.fetch import Fetcher

    async with make_sandbox(settings) as sandbox, Fetcher(fetch_policy(settings)) as fetcher:
        if catalogue is not None and settings.store.path.exists():
            with open_history(settings, catalogue, create=False) as history:
                yield fetcher, sandbox.extract, history
        else:
            yield fetcher, sandbox.extract, None


def network_probes(settings: "Settings", catalogue: Catalogue) -> tuple[Request, ...]:
    """Addresses that tell whether our network works: the settings' canaries, else one of each of three domains."""
    if settings.network.canaries:
        return tuple(Request(url=url, purpose=Purpose.CANARY) for url in settings.network.canaries)
    domains: dict[str, str] = {}
    for _, source in catalogue.watched:
        domains.setdefault(registrable_domain(host_of(source.url)), source.url)
    return tuple(Request(url=url, purpose=Purpose.CANARY) for url in list(domains.values())[:CANARIES])


def make_desk(settings: "Settings") -> Desk:
    """What reports are made with: one audience per clearance and language; the operator's own where nobody is named."""
    report, mail = settings.report, settings.mail
    groups: dict[tuple[Tlp, str], list[str]] = {}
    for recipient in mail.recipients:
        groups.setdefault((recipient.clearance, recipient.language), []).append(recipient.address)
    if not groups:
        groups[(Tlp.AMBER, report.language)] = []
    return Desk(
        folder=report.folder,
        mode=report.mode,
        timezone=ZoneInfo(report.timezone),
        audiences=tuple(
            Audience(clearance=clearance, language=language, recipients=tuple(recipients))
            for (clearance, language), recipients in sorted(groups.items())
        ),
        language=report.language,
        identity=mail_identity(settings),
        amber_delivery=mail.amber_delivery,
    )


def mail_identity(settings: "Settings") -> MailIdentity:
    """Who the mail is from."""
    mail = settings.mail
    sender = mail.sender or NO_SENDER
    return MailIdentity(
        sender=sender,
        reply_to=mail.reply_to or sender,
        domain=mail.domain or sender.rpartition("@")[2],
        threading=mail.threading,
    )


def make_relay(settings: "Settings") -> "Relay | None":
    """The mail relay, or None where none is set."""
    from monitor.deliver import Protection, Relay
    from monitor.fetch.tls import trusting

    mail, ca_file = settings.mail, settings.network.ca_file
    if mail.relay is None:
        return None
    protection = Protection(mail.tls.value)
    return Relay(
        host=mail.relay,
        port=mail.effective_port,
        protection=protection,
        trust=trusting(str(ca_file) if ca_file else None) if protection is not Protection.NONE else None,
        may_be_plain=mail.may_be_plain,
        username=mail.username,
        password=mail.password.get_secret_value() if mail.password else None,
    )
