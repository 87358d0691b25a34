"""Settings -> working parts: the only place that picks concrete ones."""

import logging
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from monitor.distribute import LOCAL, Engine, EngineName
from monitor.errors import UsageError
from monitor.history import History
from monitor.model.document import Document
from monitor.model.plan import Purpose, Request
from monitor.model.report import MailIdentity
from monitor.model.source import Catalogue, Tlp, Watch
from monitor.plan import CANARIES
from monitor.publish import Audience, Desk
from monitor.run.parts import Extract, Fetch, Parts, Policy, Progress, no_progress
from monitor.urls import host_of, registrable_domain

if TYPE_CHECKING:
    from monitor.deliver import Relay
    from monitor.distribute.ledger import Ledger, RunFile
    from monitor.fetch import FetchPolicy
    from monitor.recorded import ReplayDesk
    from monitor.sandbox import Sandbox
    from monitor.settings import Settings


logger = logging.getLogger(__name__)

NO_SENDER = "toolkit-monitor@localhost.invalid"
"""Stands in messages that no relay takes: .eml files to look at, before a sender is set."""


def open_history(
    settings: "Settings", catalogue: Catalogue, *, exclusive: bool = False, create: bool = True
) -> History:
    """The document's store; under the lock, what it keeps under former ids goes on under those of today.

    Raises `StoreError` and `LockedError`.
    """
    history = History.open(
        settings.store.path,
        document_id=catalogue.document_id,
        document_title=catalogue.title,
        create=create,
        exclusive=exclusive,
    )
    if exclusive:
        try:
            renamed = history.rename(catalogue.renamed)
        except BaseException:
            history.close()
            raise
        for old in renamed:
            logger.info("what was kept of %s goes on under %s", old, catalogue.renamed[old])
    return history


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


@asynccontextmanager
async def reader(settings: "Settings") -> AsyncIterator[Extract]:
    """The reader of documents, made when there is one to read: in most runs there is none."""
    made: list[Sandbox] = []

    async def extract(*, content: bytes, content_type: str, url: str, watch: Watch) -> Document:
        if not made:
            made.append(make_sandbox(settings))
        return await made[0].extract(content=content, content_type=content_type, url=url, watch=watch)

    try:
        yield extract
    finally:
        for sandbox in made:
            await sandbox.close()


def make_sandbox(settings: "Settings") -> "Sandbox":
    """The reader of documents, with its limits."""
    from monitor.sandbox import Sandbox

    return Sandbox(seconds=settings.limits.parse_seconds, mebibytes=settings.limits.parse_mib)


def run_policy(settings: "Settings", *, engine: str = EngineName.LOCAL) -> Policy:
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
    now: datetime,
    engine: Engine = LOCAL,
    shared: "SharedRun | None" = None,
    progress: Progress = no_progress,
    rng: random.Random | None = None,
) -> AsyncIterator[Parts]:
    """The parts of a run: the door to the network and the reader are open as long as it lasts.

    `now` is the run's wall clock, by which a robots.txt is a day old also in a rehearsal; `shared` is the run's place
    in the exchange folder, for the engines that have one.
    """
    robots = history.robots()
    async with reader(settings) as extract, _door(settings, engine, shared, robots, now) as fetch:
        yield Parts(
            catalogue=catalogue,
            history=history,
            fetch=fetch,
            extract=extract,
            policy=run_policy(settings, engine=shared.file.engine if shared is not None else engine.name),
            robots=robots,
            rng=rng or random.Random(),  # noqa: S311 - an address that cannot exist, no secret
            progress=progress,
        )
        history.keep_robots(robots)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedRun:
    """A run in the exchange folder."""

    ledger: "Ledger"
    file: "RunFile"
    exchange: str
    is_merging: bool = False
    """Nothing is asked: what is there is all there will be."""
    is_named: bool = True
    """Somebody may come with the same name again, and must be told that it is merged."""

    is_resumed: bool = False
    """Another driver began it."""

    def abandon(self) -> None:
        """The run broke off: nobody can come back for one without a name."""
        if not self.is_named:
            self.ledger.forget()

    def finish(self) -> None:
        """The store has it all."""
        if self.is_named:
            self.ledger.keep_run_file(replace(self.file, is_merged=True))
            self.ledger.clear()
        else:
            self.ledger.forget()


def share_run(
    settings: "Settings", catalogue: Catalogue, engine: Engine, now: datetime, *, is_merging: bool = False
) -> SharedRun | None:
    """The run's place in the exchange folder, new or as another driver left it; None for the local engine.

    Raises `UsageError` for a run of another document, one that was merged, or one to merge that never began.
    """
    if engine.name is EngineName.LOCAL:
        return None
    from monitor.distribute.folder import open_folder
    from monitor.distribute.ledger import Ledger, RunFile

    exchange, run_id = engine.exchange_beside(settings.store.path), engine.run_id_at(now)
    ledger = Ledger(open_folder(exchange), run_id)
    file = ledger.run_file()
    is_resumed = file is not None
    if file is None:
        if is_merging:
            raise UsageError(f"{exchange} has no run {run_id}.", "Look at --exchange and --run-id.")
        file = RunFile(run_id=run_id, at=now, document=catalogue.document_id, engine=engine.name)
        ledger.keep_run_file(file)
    if file.document != catalogue.document_id:
        raise UsageError(f"Run {run_id} belongs to another document.", "Give the catalogue that it was begun with.")
    if file.is_merged:
        raise UsageError(f"Run {run_id} was merged already.", "Give another --run-id for another run.")
    return SharedRun(
        ledger=ledger,
        file=file,
        exchange=exchange,
        is_merging=is_merging,
        is_named=engine.run_id is not None,
        is_resumed=is_resumed,
    )


@asynccontextmanager
async def _door(
    settings: "Settings",
    engine: Engine,
    shared: SharedRun | None,
    robots: dict[str, tuple[str, datetime]],
    now: datetime,
) -> AsyncIterator[Fetch]:
    """Who fetches."""
    policy = fetch_policy(settings)
    if shared is None:
        from monitor.fetch import Fetcher

        began = time.monotonic()
        clock = lambda: now + timedelta(seconds=time.monotonic() - began)  # noqa: E731 - a clock that starts at `now`
        async with Fetcher(policy, robots_cache=robots, now=clock) as fetcher:
            yield fetcher
        return
    from monitor.distribute.crew import DaskCrew, ProcessCrew
    from monitor.distribute.driver import Distributor, Order

    order = Order(
        exchange=shared.exchange,
        run_id=shared.file.run_id,
        policy=policy,
        shard_size=engine.shard_size,
        chunk=engine.chunk,
        stall_seconds=engine.stall_seconds,
    )
    if shared.is_merging:
        yield Distributor(None, shared.ledger, order, robots_cache=robots)
        return
    async with DaskCrew(engine) if engine.name is EngineName.DASK else ProcessCrew(engine) as crew:
        yield Distributor(crew, shared.ledger, order, robots_cache=robots)


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
