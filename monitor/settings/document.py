"""The models -> `docs/settings.md`.

Written by ``python -m monitor.settings.document``; a test holds the page against the models.
"""

from pathlib import Path
from typing import Any, Final

from pydantic.fields import FieldInfo

from monitor.settings.schema import HostSettings, Recipient, Section, Settings
from monitor.settings.template import written

PAGE: Final = Path("docs/settings.md")

_HEAD: Final = """\
# Settings

<!-- Made by: python -m monitor.settings.document -->

All of them are optional. `./monitor.toml` is read when it is there; `toolkit-monitor init` writes one with every key.
What counts, from weak to strong: default, file, environment, command line. Relative paths in the file count from its
folder, others from the working directory.

Each key is also an environment variable: `[report] language` is `MONITOR_REPORT__LANGUAGE`. Lists stand there with commas
or as JSON, tables as JSON: `MONITOR_MAIL__RECIPIENTS='[{"address": "beheer@example.org", "clearance": "AMBER"}]'`.

An unknown key or a wrong value stops the command with status 2; all of them are named at once, each with its line and
the nearest known key.
"""
_SECTIONS: Final[tuple[tuple[str, type[Section]], ...]] = (
    ('[network.hosts."www.example.nl"]', HostSettings),
    ("[[mail.recipients]]", Recipient),
)


def settings_page() -> str:
    """The page, in Markdown."""
    sections: list[tuple[str, Any]] = [(f"[{name}]", about.annotation) for name, about in Settings.model_fields.items()]
    for header, model in _SECTIONS:
        outer = header.strip("[").split(".")[0]
        at = next(index for index, (name, _) in enumerate(sections) if name == f"[{outer}]")
        sections.insert(at + 1, (header, model))
    return "\n".join([_HEAD, *(_section(header, model) for header, model in sections)])


def _section(header: str, model: type[Section]) -> str:
    rows = [
        f"| `{key}` | {_default(about)} | {about.description} |"
        for key, about in model.model_fields.items()
        if key not in {"hosts", "recipients"}
    ]
    return "\n".join(
        [
            f"## `{header}`",
            "",
            model.__doc__ or "",
            "",
            "| key | default | what it is, and why so |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def _default(about: FieldInfo) -> str:
    if about.is_required():
        return "needed"
    return "none" if about.default is None else f"`{written(about.default)}`"


if __name__ == "__main__":
    PAGE.write_text(settings_page(), encoding="utf-8")
