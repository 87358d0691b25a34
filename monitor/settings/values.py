"""Values of settings that need more than a type: each checker says what was given and what is expected."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

Network = IPv4Network | IPv6Network


class Robots(StrEnum):
    """What a site's robots.txt means to us."""

    INFORM = "inform"
    OBEY = "obey"


class Tls(StrEnum):
    """How the connection to the mail relay is protected."""

    REQUIRED = "required"
    """STARTTLS; a relay that does not offer it gets no mail."""
    IMPLICIT = "implicit"
    """TLS from the first byte."""
    NONE = "none"
    """None at all: the loopback and `plain_relays` only."""


class AmberDelivery(StrEnum):
    """What recipients cleared for AMBER are sent."""

    MAIL = "mail"
    NOTICE = "notice"
    OFF = "off"


class LogFormat(StrEnum):
    """Lines for people, or for machines."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectTo:
    """curl's ``HOST:PORT:ADDR:PORT``: who asks for `host` and `port` is connected to `address` and `to_port`.

    None stands for an empty part: any host, any port; the same host, the same port.
    """

    host: str | None
    port: int | None
    address: str | None
    to_port: int | None

    def __str__(self) -> str:
        """As curl has it."""
        parts = (_bracketed(self.host), self.port or "", _bracketed(self.address), self.to_port or "")
        return ":".join(str(part) for part in parts)


def _bracketed(host: str | None) -> str:
    return f"[{host}]" if host and ":" in host else host or ""


def wrong(expected: str) -> PydanticCustomError:
    """An error that says what is expected; what was given is put beside it where it is told."""
    return PydanticCustomError("setting", "{expected}", {"expected": expected})


_MODE: Final = re.compile(r"0?([0-7]{3})\Z")
_OWNER_READS_AND_WRITES: Final = 0o600
_DURATION: Final = re.compile(r"([1-9]\d{0,3})(h|d|w)\Z")
_UNITS: Final = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_CONNECT_TO: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^:\[\]]*):(\d*):(\[[0-9A-Fa-f:.]+\]|[^:\[\]]*):(\d*)\Z")
_PORTS: Final = range(1, 65536)
_ADDRESS: Final = re.compile(r"[^\s@<>,;:\"()\\\x00-\x1f\x7f]+@([A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:.]+\])\Z")
_WEB: Final = re.compile(r"https?://[^\s/?#\x00-\x1f]+(/[^\s]*|\?[^\s]*)?\Z", re.IGNORECASE)
_HOST: Final = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?\Z|\[?[0-9a-f:.]+\]?\Z")
_PRINTABLE: Final = re.compile(r"[\x20-\x7e]+\Z")
_WEEKDAY: Final = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?\Z")
_CRON_PART: Final = re.compile(r"(\*|\d+(-\d+)?)(/[1-9]\d*)?\Z")
_CRON_FIELDS: Final = (("minute", 0, 59), ("hour", 0, 23), ("day", 1, 31), ("month", 1, 12))


def _mode(value: object) -> object:
    found = _MODE.match(value) if isinstance(value, str) else None
    mode = int(found[1], 8) if found else 0
    if mode & _OWNER_READS_AND_WRITES != _OWNER_READS_AND_WRITES:
        raise wrong('text in quotes such as "0600"; the owner must be able to read and write')
    return mode


def _duration(value: object) -> object:
    found = _DURATION.match(value) if isinstance(value, str) else None
    if not found:
        raise wrong("hours, days or weeks, such as 12h, 7d, 2w")
    return int(found[1]) * _UNITS[found[2]]


def _network(value: object) -> object:
    try:
        return ip_network(value) if isinstance(value, str) else _no_network()
    except ValueError as error:
        raise wrong("an address range such as 10.20.0.0/16 or fd00::/8, without host bits") from error


def _no_network() -> Network:
    raise ValueError


def _connect_to(value: object) -> object:
    found = _CONNECT_TO.match(value) if isinstance(value, str) else None
    if not found or any(port and int(port) not in _PORTS for port in (found[2], found[4])):
        raise wrong("HOST:PORT:ADDR:PORT as curl has it; an empty part means any, IPv6 stands in brackets")
    host, port, address, to_port = found.groups()
    return ConnectTo(
        host=host.strip("[]").lower() or None,
        port=int(port) if port else None,
        address=address.strip("[]") or None,
        to_port=int(to_port) if to_port else None,
    )


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ValueError, OSError, KeyError) as error:
        raise wrong("a time zone such as Europe/Amsterdam") from error
    return value


def _cron(value: str) -> str:
    fields = value.lower().split()
    ok = len(fields) == len(_CRON_FIELDS) + 1 and all(
        all(_is_cron_part(part, low, high) for part in text.split(","))
        for text, (_, low, high) in zip(fields, _CRON_FIELDS, strict=False)
    )
    if not ok or not (fields[4] == "*" or all(_WEEKDAY.match(part) for part in fields[4].split(","))):
        raise wrong(
            "five fields: minute hour day month weekday, the weekday by name (mon to sun), such as `0 7 * * mon`"
        )
    return " ".join(fields)


def _is_cron_part(part: str, low: int, high: int) -> bool:
    found = _CRON_PART.match(part)
    if not found:
        return False
    numbers = [int(number) for number in found[1].split("-")] if found[1] != "*" else []
    return all(low <= number <= high for number in numbers) and numbers == sorted(numbers)


def _matching(pattern: re.Pattern[str], expected: str) -> AfterValidator:
    def check(value: str) -> str:
        if not pattern.match(value):
            raise wrong(expected)
        return value

    return AfterValidator(check)


def _level(value: str) -> str:
    level = value.upper()
    if level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise wrong("debug, info, warning or error")
    return level


def _no_bool(value: object) -> object:
    if isinstance(value, bool):
        raise wrong("a number")
    return value


def _label(value: object) -> object:
    label = value.strip().upper().removeprefix("TLP:") if isinstance(value, str) else value
    if label == "RED":
        raise wrong("CLEAR, GREEN, AMBER or AMBER+STRICT: TLP:RED is never mailed")
    return label


FileMode = Annotated[int, BeforeValidator(_mode)]
Duration = Annotated[timedelta, BeforeValidator(_duration)]
Cidr = Annotated[Network, BeforeValidator(_network)]
ConnectRule = Annotated[ConnectTo, BeforeValidator(_connect_to)]
TimeZone = Annotated[str, AfterValidator(_timezone)]
Cron = Annotated[str, AfterValidator(_cron)]
Level = Annotated[str, AfterValidator(_level)]
MailAddress = Annotated[str, _matching(_ADDRESS, "one mail address, such as beheer@example.org")]
WebAddress = Annotated[str, _matching(_WEB, "an http or https address")]
HostName = Annotated[
    str,
    BeforeValidator(lambda value: value.lower() if isinstance(value, str) else value),
    _matching(_HOST, "a host name such as www.example.nl, without https:// and path"),
]
Printable = Annotated[str, _matching(_PRINTABLE, "printable ASCII text in one line")]
Port = Annotated[int, BeforeValidator(_no_bool), Field(ge=1, le=65535)]
Count = Annotated[int, BeforeValidator(_no_bool), Field(gt=0)]
CountOrZero = Annotated[int, BeforeValidator(_no_bool), Field(ge=0)]
Seconds = Annotated[float, BeforeValidator(_no_bool), Field(gt=0, allow_inf_nan=False)]
SecondsOrZero = Annotated[float, BeforeValidator(_no_bool), Field(ge=0, allow_inf_nan=False)]
Clearance = BeforeValidator(_label)
