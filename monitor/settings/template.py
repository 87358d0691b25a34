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
# Settings of toolkit-monitor. Everything is optional: a key that stands behind # has the value that is shown.
# Each key can also be an environment variable: [report] language is MONITOR_REPORT__LANGUAGE.
"""
_SHOWN = {
    "proxy": "http://proxy.example.org:3128",
    "relay": "smtp.example.org",
    "sender": "toolkit-monitor@example.org",
}


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
        lines.append(f"#{key} = {_default(key, about)}")
    return "\n".join(lines) + "\n"


def _default(key: str, about: FieldInfo) -> str:
    """The default; for a key without one an example, so that its shape can be seen."""
    if about.default is None or about.is_required():
        return f'"{_SHOWN.get(key, "")}"'
    return written(about.default)
