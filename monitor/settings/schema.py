"""Every setting: its type, its default, and the reason for that default.

`docs/settings.md` and the `monitor.toml` that `init` writes are made from the descriptions.
"""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from monitor import __version__
from monitor.model.source import Tlp
from monitor.settings.values import (
    AmberDelivery,
    Cidr,
    Clearance,
    ConnectRule,
    Count,
    CountOrZero,
    Cron,
    Duration,
    FileMode,
    HostName,
    Level,
    LogFormat,
    MailAddress,
    Port,
    Printable,
    Robots,
    Seconds,
    SecondsOrZero,
    TimeZone,
    Tls,
    WebAddress,
    wrong,
)

Language = Literal["nl", "en"]

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_TLS_PORT, _SUBMISSION_PORT, _PLAIN_PORT = 465, 587, 25


class Section(BaseModel):
    """What all sections share."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)


class StoreSettings(Section):
    """The one SQLite file with all that is remembered."""

    path: Path = Field(
        default=Path("state/monitor.db"),
        description="The file. Beside the settings, so that a copied folder is a whole installation.",
    )
    keep_months: Count = Field(
        default=36,
        description="How long visits and copies are kept: three years show how a source behaves; the last good copy always stays.",
    )


class ReportSettings(Section):
    """Where reports go and whom they speak to."""

    folder: Path = Field(default=Path("reports"), description="Folder of the reports; made with mode 0700.")
    language: Language = Field(
        default="nl",
        description="Language of reports without a recipient of their own: the maintainers' (`nl` or `en`).",
    )
    timezone: TimeZone = Field(
        default="Europe/Amsterdam", description="Zone of the dates in reports and of the week that a report covers."
    )
    mode: FileMode = Field(
        default="0600",
        description="Mode of report files, as octal text: reports may hold TLP:AMBER, so only the owner reads them.",
    )  # type: ignore[assignment]  # validated like a given value
    keep_months: Count = Field(
        default=36, description="How long report files are kept: as long as the visits behind them."
    )


class HostSettings(Section):
    """Overrides for one host."""

    user_agent: Printable | None = Field(
        default=None, description="User-Agent for this host only; for a publisher who asks for another one."
    )
    delay_seconds: SecondsOrZero | None = Field(default=None, description="Pause between two requests to this host.")
    robots: Robots | None = Field(default=None, description="`obey` or `inform`, for this host only.")
    skip: str | None = Field(
        default=None, min_length=1, description="Leave the host alone, with the reason: a publisher who asks for it."
    )


class NetworkSettings(Section):
    """How sites are asked."""

    user_agent: Printable = Field(
        default=f"toolkit-monitor/{__version__}",
        description="Name and version; no contact is invented. Honest, so that a publisher can see who asks.",
    )
    contact: Printable | None = Field(
        default=None,
        description="Mail address or page where a publisher reaches you; a role, not a person. Put behind the User-Agent.",
    )
    allow: tuple[Cidr, ...] = Field(
        default=(),
        description="Address ranges that are not public but may be visited, such as an intranet. Empty, so that no page can send us inside.",
    )
    ports: tuple[Port, ...] = Field(
        default=(80, 443, 8080, 8443), description="Ports that may be asked: those of web servers."
    )
    connect_to: tuple[ConnectRule, ...] = Field(
        default=(),
        description="curl's HOST:PORT:ADDR:PORT, an empty part meaning any: for rehearsals and split networks.",
    )
    ca_file: Path | None = Field(
        default=None,
        description="More certificate authorities (PEM) beside those of the operating system, such as your own proxy's.",
    )
    proxy: WebAddress | None = Field(
        default=None,
        repr=False,
        description="Proxy for all requests. Not taken from the environment by itself, so that cron and shell do the same.",
    )
    no_proxy: tuple[str, ...] = Field(default=(), description="Hosts that are asked without the proxy.")
    corporate_issuer: str | None = Field(
        default=None,
        min_length=1,
        description="Issuer name of your own interception certificates: findings about those would describe your proxy, not the site.",
    )
    concurrency: Count = Field(default=10, description="Requests at the same time, over all hosts.")
    per_host: Count = Field(default=1, description="Requests at the same time to one host: one, as a person would.")
    host_delay_seconds: SecondsOrZero = Field(
        default=1.0, description="Pause between two requests to one host; a publisher should not notice us."
    )
    robots: Robots = Field(
        default=Robots.INFORM,
        description="`inform`: the few addresses of a catalogue are visited as a person would, and a refusal is shown; `obey`: they are not visited.",
    )
    canaries: tuple[WebAddress, ...] = Field(
        default=(),
        description="Addresses that tell whether our own network works. Empty: the longest-lived hosts of the catalogue.",
    )
    hosts: dict[HostName, HostSettings] = Field(default_factory=dict, description="Overrides per host.")

    @property
    def full_user_agent(self) -> str:
        """What is sent: the User-Agent, with the contact where one is set."""
        return f"{self.user_agent} (+{self.contact})" if self.contact else self.user_agent


class LimitSettings(Section):
    """What is enough: a limit that is hit is named in the verdict."""

    connect_seconds: Seconds = Field(default=10.0, description="For the name and the connection.")
    tls_seconds: Seconds = Field(
        default=10.0, description="For the TLS handshake; a silent server would hold it for ever."
    )
    first_byte_seconds: Seconds = Field(
        default=20.0, description="Until an answer begins; slow content systems need that long."
    )
    attempt_seconds: Seconds = Field(
        default=45.0, description="For one attempt with all its redirects; a server that drips is cut off here."
    )
    source_seconds: Seconds = Field(default=150.0, description="For all attempts of one source, waits not counted.")
    run_minutes: Seconds = Field(
        default=30.0,
        description='For the whole run; what is left is "not checked", so that runs of cron do not pile up.',
    )
    recheck_seconds: SecondsOrZero = Field(
        default=60.0, description="Pause before trouble is looked at again, on a new connection."
    )
    retries: CountOrZero = Field(default=2, description="More attempts when the trouble may pass.")
    retry_after_seconds: SecondsOrZero = Field(
        default=60.0, description="Longest Retry-After that is waited for; beyond it: the next run."
    )
    redirects: CountOrZero = Field(default=10, description="Hops that are followed; more is a loop in practice.")
    head_kib: Count = Field(default=64, description="Size of an answer's head, in KiB.")
    head_fields: Count = Field(default=128, description="Number of fields in an answer's head.")
    html_mib: Count = Field(default=10, description="Size of a page, decoded, in MiB.")
    document_mib: Count = Field(
        default=30,
        description="Size of a PDF or office document, in MiB; real guides have some. At most two such are held at the same time.",
    )
    error_body_kib: Count = Field(default=64, description="How much of an error page is read, in KiB.")
    robots_kib: Count = Field(default=512, description="How much of a robots.txt is read, in KiB (RFC 9309, 2.5).")
    ratio: Count = Field(
        default=200, description="Decoded size against received size; beyond it the content is a bomb."
    )
    parse_seconds: Seconds = Field(
        default=10.0, description="Processor time for reading one document, in a process that can be killed."
    )
    parse_mib: Count = Field(default=512, description="Memory for reading one document, in MiB.")
    repair_requests: CountOrZero = Field(
        default=20, description="Requests per source and run to find where a page went."
    )


class Recipient(Section):
    """One person or mailbox that gets the report."""

    address: MailAddress = Field(description="Mail address.")
    clearance: Annotated[Tlp, Clearance] = Field(
        default=Tlp.CLEAR,
        description="Highest TLP label this address may see: CLEAR, GREEN, AMBER or AMBER+STRICT. TLP:RED is never mailed.",
    )
    language: Language = Field(default="nl", description="`nl` or `en`.")


class MailSettings(Section):
    """How the report is mailed."""

    relay: HostName | None = Field(
        default=None,
        description="Mail relay. Without one nothing is mailed, and .eml files are kept in the outbox folder.",
    )
    port: Port | None = Field(
        default=None,
        description='Its port; by default 587, for the loopback and `plain_relays` 25, with `tls = "implicit"` 465.',
    )
    tls: Tls = Field(
        default=Tls.REQUIRED,
        description="`required`: STARTTLS or no mail; `implicit`: TLS from the first byte; `none`: the loopback and `plain_relays` only.",
    )
    plain_relays: tuple[HostName, ...] = Field(
        default=(),
        description="Relays inside your own network that may be used without TLS, never for AMBER. The loopback always may.",
    )
    username: str | None = Field(default=None, min_length=1, description="For relays that ask for one.")
    password: SecretStr | None = Field(
        default=None, description="As MONITOR_MAIL__PASSWORD, or here if only the owner can read this file (mode 0600)."
    )
    sender: MailAddress | None = Field(default=None, description="Address in From; needed with a relay.")
    reply_to: MailAddress | None = Field(default=None, description="Where answers go: the maintainers' own mailbox.")
    domain: HostName | None = Field(default=None, description="Domain in Message-ID; by default the sender's.")
    threading: bool = Field(
        default=True, description="Whether reports refer to the one before, so that mail programs group them."
    )
    outbox: Path = Field(default=Path("state/outbox"), description="Folder for .eml files when there is no relay.")
    amber_delivery: AmberDelivery = Field(
        default=AmberDelivery.MAIL,
        description="For those cleared for AMBER: `mail` over TLS, a `notice` that there is something to see, or `off`.",
    )
    recipients: tuple[Recipient, ...] = Field(default=(), description="Who gets the report. Nobody else ever does.")

    @property
    def effective_port(self) -> int:
        """The port set, or the usual one for such a relay."""
        if self.port is not None:
            return self.port
        if self.tls is Tls.IMPLICIT:
            return _TLS_PORT
        return _PLAIN_PORT if self.may_be_plain else _SUBMISSION_PORT

    @property
    def may_be_plain(self) -> bool:
        """Whether mail may go to this relay without TLS (AMBER never does)."""
        return self.relay in LOOPBACK or self.relay in self.plain_relays

    @property
    def strictest(self) -> Tlp:
        """The strictest label that a mail may bear, by who gets it and how AMBER is delivered."""
        if self.amber_delivery is not AmberDelivery.MAIL:
            return Tlp.GREEN
        return min(Tlp.AMBER_STRICT, max((one.clearance for one in self.recipients), default=Tlp.CLEAR))

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.relay and not self.sender:
            raise wrong("`sender` beside `relay`: a relay needs an address to send from")
        if self.relay and self.tls is Tls.NONE and not self.may_be_plain:
            raise wrong(f'`plain_relays = ["{self.relay}"]` beside `tls = "none"`, or TLS')
        addresses = [recipient.address.casefold() for recipient in self.recipients]
        if twice := {address for address in addresses if addresses.count(address) > 1}:
            raise wrong(f"each recipient once, not twice: {', '.join(sorted(twice))}")
        return self


class ScheduleSettings(Section):
    """When `schedule` works; cron, systemd and Task Scheduler do without it."""

    check: Cron = Field(
        default="0 6 * * *",
        description="When sources are visited: minute hour day month weekday (by name). Daily, since suspects are due daily.",
    )
    report: Cron = Field(
        default="0 7 * * mon", description="When the report of the week before is made: after Monday's visits."
    )
    interval: Duration | None = Field(
        default=None,
        description="How often each source is due, such as `7d`; without it every run visits all. A source's own wish goes first.",
    )


class ArchiveSettings(Section):
    """A public web archive as a last resort."""

    lookup: bool = Field(
        default=False,
        description="Ask the archive for a last copy of dead TLP:CLEAR sources. Off: it tells a third party what we watch.",
    )
    url: WebAddress | None = Field(default=None, description="The archive's address; needed with `lookup`.")

    @model_validator(mode="after")
    def _has_address(self) -> Self:
        if self.lookup and not self.url:
            raise wrong("`url` beside `lookup = true`")
        return self


class LogSettings(Section):
    """What is told on standard error."""

    format: LogFormat = Field(default=LogFormat.TEXT, description="`text` for people, `json` for machines.")
    level: Level = Field(
        default="INFO",
        description="`debug`: each request; `info`: each stage; `warning`: someone may want to act; `error`: the run failed.",
    )


class MetricsSettings(Section):
    """Figures for monitoring."""

    textfile: Path | None = Field(
        default=None, description="Prometheus textfile, written after each run. None by default."
    )


class Settings(Section):
    """All settings, checked: defaults < file < environment < command line."""

    store: StoreSettings = Field(default_factory=StoreSettings)
    report: ReportSettings = Field(default_factory=ReportSettings)
    network: NetworkSettings = Field(default_factory=NetworkSettings)
    limits: LimitSettings = Field(default_factory=LimitSettings)
    mail: MailSettings = Field(default_factory=MailSettings)
    schedule: ScheduleSettings = Field(default_factory=ScheduleSettings)
    archive: ArchiveSettings = Field(default_factory=ArchiveSettings)
    log: LogSettings = Field(default_factory=LogSettings)
    metrics: MetricsSettings = Field(default_factory=MetricsSettings)
