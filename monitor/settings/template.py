"""The models -> a commented `monitor.toml`, as `init` writes it: every key, its reason, its default."""

import json
import textwrap
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from monitor.settings.schema import HostSettings, Recipient, Section, Settings

_WIDTH = 110
_HEAD = """\
# Settings of toolkit-monitor. Everything is optional; take away the # before a key to set it. What is shown is the
# default, or an example where there is none.
# Each key can also be an environment variable: [report] language is MONITOR_REPORT__LANGUAGE.
"""
_EXAMPLES = {
    "user_agent": "example-monitor/1.0",
    "delay_seconds": 5,
    "skip": "asked by its publisher on 1 May 2026",
    "contact": "monitor@example.org",
    "ca_file": "own-authorities.pem",
    "proxy": "http://proxy.example.org:3128",
    "corporate_issuer": "Example Interception CA",
    "relay": "smtp.example.org",
    "port": 25,
    "username": "monitor",
    "password": "only where nobody else reads this file",
    "sender": "monitor@example.org",
    "reply_to": "maintainers@example.org",
    "domain": "example.org",
    "interval": "7d",
    "url": "https://archive.example.org",
    "textfile": "state/monitor.prom",
    "address": "maintainers@example.org",
}
"""Shown for keys that have no default, so that their shape can be seen."""


def settings_template() -> str:
    """A `monitor.toml` that is valid as it stands and says the same as no file at all."""
    parts = [_HEAD]
    for name, about in Settings.model_fields.items():
        section: Any = about.annotation
        parts.append(_table(f"[{name}]", section))
        if name == "network":
            parts.append(_table('[network.hosts."www.example.nl"]', HostSettings, is_example=True))
        if name == "mail":
            parts.append(_table("[[mail.recipients]]", Recipient, is_example=True))
    return "\n".join(parts)


def written(value: object) -> str:
    """A value as TOML has it."""
    match value:
        case bool():
            return str(value).lower()
        case StrEnum():
            return json.dumps(value.value)
        case Path():
            return json.dumps(value.as_posix())
        case tuple() | list():
            return f"[{', '.join(written(item) for item in value)}]"
        case int() | float():
            return str(value)
        case _:
            return json.dumps(str(value), ensure_ascii=False)


def _table(header: str, section: type[Section], *, is_example: bool = False) -> str:
    lines = [f"# {(section.__doc__ or '').splitlines()[0]}", f"# {header}" if is_example else header]
    for key, about in section.model_fields.items():
        if key in {"hosts", "recipients"}:
            continue
        lines += textwrap.wrap(about.description or "", _WIDTH, initial_indent="# ", subsequent_indent="# ")
        lines.append(f"#{key} = {written(_value(key, about))}")
    return "\n".join(lines) + "\n"


def _value(key: str, about: FieldInfo) -> object:
    if about.default is None or about.is_required():
        return _EXAMPLES.get(key, "obey")
    return about.default
