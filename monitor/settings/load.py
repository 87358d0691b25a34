"""Defaults < file < environment < command line -> `Settings`, with every mistake named at once."""

import difflib
import json
import os
import stat
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any, Final, get_origin

from pydantic import BaseModel, ValidationError

from monitor.errors import SettingsError
from monitor.settings.places import Path, line_of, lines_of
from monitor.settings.schema import HostSettings, Recipient, Settings

DEFAULT_FILE: Final = FilePath("monitor.toml")
PREFIX: Final = "MONITOR_"
_SEPARATOR: Final = "__"
_LARGEST_FILE: Final = 2**20
_LONGEST_SHOWN: Final = 80
_PASSWORD: Final = ("mail", "password")
_SECRET: Final = frozenset({_PASSWORD, ("network", "proxy")})
_PATHS: Final = (
    ("store", "path"),
    ("report", "folder"),
    ("network", "ca_file"),
    ("mail", "outbox"),
    ("metrics", "textfile"),
)
_INNER: Final[Mapping[str, type[BaseModel]]] = {"hosts": HostSettings, "recipients": Recipient}


@dataclass(slots=True, kw_only=True)
class _Sources:
    """Values gathered so far, where each came from, and what is wrong with them."""

    values: dict[str, Any] = field(default_factory=dict)
    origins: dict[Path, str] = field(default_factory=dict)
    """``monitor.toml:12: network.ports`` by path: how a mistake at that path begins."""
    mistakes: list[str] = field(default_factory=list)

    def put(self, path: tuple[str, str], value: object, origin: str) -> None:
        section = self.values.setdefault(path[0], {})
        if isinstance(section, dict):
            section[path[1]] = value
        self.origins[path] = origin


def load_settings(
    path: FilePath | None,
    environ: Mapping[str, str],
    overrides: Mapping[tuple[str, str], object] | None = None,
) -> Settings:
    """Read and check all settings.

    `path` None means ``./monitor.toml`` when it is there; a path that is given must exist. `overrides` are the command
    line's, by section and key: ``{("report", "language"): "en"}``. Paths in the file count from its folder, all others
    from the working directory. Raises: `SettingsError` with every mistake.
    """
    sources = _Sources()
    folder = _read_file(path, sources)
    _read_environment(environ, sources)
    for key, value in (overrides or {}).items():
        sources.put(key, value, f"command line: {'.'.join(key)}")
    try:
        settings = Settings.model_validate(sources.values)
    except ValidationError as error:
        sources.mistakes.extend(_mistake(found, sources) for found in error.errors(include_url=False))
        raise _all_wrong(sources.mistakes) from None
    if sources.mistakes:
        raise _all_wrong(sources.mistakes)
    return _with_paths(settings, sources, folder)


def _all_wrong(mistakes: list[str]) -> SettingsError:
    return SettingsError("\n".join(mistakes), "All keys: docs/settings.md", mistakes=tuple(mistakes))


def _read_file(path: FilePath | None, sources: _Sources) -> FilePath:
    """Put the file's values; gives its folder."""
    chosen = path or DEFAULT_FILE
    if path is None and not chosen.exists():
        return FilePath()
    try:
        with chosen.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            text = file.read(_LARGEST_FILE).decode("utf-8-sig")
        values = tomllib.loads(text)
    except FileNotFoundError as error:
        raise SettingsError(f"There is no settings file {chosen}.", "Make one with: toolkit-monitor init") from error
    except OSError as error:
        raise SettingsError(
            f"The settings file {chosen} cannot be read: {error.strerror}.", "Check its rights."
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"The settings file {chosen} is not UTF-8 text.", "Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{chosen}: {error}", "Mend the text at that line (TOML).") from error
    lines = lines_of(text)
    sources.values.update(values)
    sources.origins |= {(): str(chosen)}
    for key in _paths_in(values):
        sources.origins[key] = f"{chosen}:{line_of(lines, key)}: {shown(key)}"
    if _PASSWORD in sources.origins and _others_may_read(mode):
        sources.mistakes.append(
            f"{sources.origins[_PASSWORD]}: stands in a file that others may read"
            f" (chmod 600 {chosen}, or set MONITOR_MAIL__PASSWORD instead)"
        )
    return chosen.parent


def _others_may_read(mode: int) -> bool:
    return os.name == "posix" and bool(stat.S_IMODE(mode) & (stat.S_IRWXG | stat.S_IRWXO))


def _paths_in(value: object, path: Path = ()) -> Iterable[Path]:
    """The path of everything in a value."""
    items: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, inner in items:
        yield (*path, key)
        yield from _paths_in(inner, (*path, key))


def _read_environment(environ: Mapping[str, str], sources: _Sources) -> None:
    """Put the values of ``MONITOR_SECTION__KEY``; other names that begin so but lack ``__`` are not ours."""
    known = {f"{PREFIX}{section}{_SEPARATOR}{key}".upper(): (section, key) for section, key in _all_keys()}
    for name in sorted(environ):
        if not name.startswith(PREFIX) or _SEPARATOR not in name.removeprefix(PREFIX):
            continue
        if name not in known:
            sources.mistakes.append(f"environment: {name}: is no setting (did you mean {_nearest(name, known)}?)")
            continue
        section, key = known[name]
        try:
            sources.put((section, key), _from_text(section, key, environ[name]), f"environment: {name}")
        except ValueError:
            sources.mistakes.append(f"environment: {name}: is no JSON (write it as docs/settings.md shows)")


def _all_keys() -> Iterable[tuple[str, str]]:
    for section, about in Settings.model_fields.items():
        for key in _fields(about.annotation):
            yield section, key


def _fields(model: Any) -> Iterable[str]:  # noqa: ANN401 - an annotation
    return model.model_fields if isinstance(model, type) and issubclass(model, BaseModel) else ()


def _from_text(section: str, key: str, text: str) -> object:
    """A variable's value: lists as JSON or with commas, tables as JSON, nothing as "not set"."""
    model: Any = Settings.model_fields[section].annotation
    kind = get_origin(model.model_fields[key].annotation)
    if kind is dict or text.lstrip().startswith("["):
        return json.loads(text)
    if kind is tuple:
        return [part.strip() for part in text.split(",") if part.strip()]
    return text if text or model.model_fields[key].default is not None else None


def _mistake(found: Any, sources: _Sources) -> str:  # noqa: ANN401 - pydantic's ErrorDetails
    path: Path = found["loc"]
    begin = _origin(path, sources)
    match found["type"]:
        case "extra_forbidden":
            known = _known_at(path[:-1])
            return f"{begin}: is not a known key (did you mean {_nearest(str(path[-1]), known)}?)"
        case "missing":
            return f"{begin}: is missing (add it)"
        case "setting":
            return f"{begin}: {_given(path, found['input'])}expected {found['ctx']['expected']}"
        case _:
            expected = found["msg"].removeprefix("Input should be ").removeprefix("a valid ")
            return f"{begin}: {_given(path, found['input'])}expected {expected}"


def _origin(path: Path, sources: _Sources) -> str:
    """Where the value came from, and its key."""
    outer = path
    while outer and outer not in sources.origins:
        outer = outer[:-1]
    origin = sources.origins.get(outer, "settings")
    rest = shown(path[len(outer) :]) if outer else f": {shown(path)}"
    joint = "." if outer and rest and not rest.startswith("[") else ""
    return f"{origin}{joint}{rest}"


def shown(path: Path) -> str:
    """A path as it is written: ``network.hosts."www.example.nl".robots``."""
    words = ""
    for part in path:
        if isinstance(part, int):
            words += f"[{part}]"
        else:
            words += ("." if words else "") + (f'"{part}"' if "." in part else part)
    return words


def _given(path: Path, value: object) -> str:
    """What was given, where it may be shown: never a password or a proxy's, never a whole section."""
    if path[:2] in _SECRET or isinstance(value, dict | list | BaseModel):
        return ""
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return f"is {text if len(text) <= _LONGEST_SHOWN else f'{text[:_LONGEST_SHOWN]}…'}, "


def _known_at(path: Path) -> Iterable[str]:
    """The keys that are known under that path."""
    names = [part for part in path if isinstance(part, str)]
    for name in reversed(names):
        if name in _INNER:
            return _fields(_INNER[name])
    return _fields(Settings.model_fields[names[0]].annotation) if names else Settings.model_fields


def _nearest(name: str, known: Iterable[str]) -> str:
    return difflib.get_close_matches(name, list(known), n=1, cutoff=0.0)[0]


def _with_paths(settings: Settings, sources: _Sources, folder: FilePath) -> Settings:
    """Paths from the file count from its folder; what must be there is."""
    changed: dict[str, dict[str, object]] = {}
    for section, key in _PATHS:
        value: FilePath | None = getattr(getattr(settings, section), key)
        origin = sources.origins.get((section, key), "")
        from_working_directory = origin.startswith(("environment", "command line"))
        if value is not None and not from_working_directory:
            changed.setdefault(section, {})[key] = folder / value
    sections = {section: getattr(settings, section).model_copy(update=update) for section, update in changed.items()}
    settings = settings.model_copy(update=sections)
    ca_file = settings.network.ca_file
    if ca_file is not None and not ca_file.is_file():
        raise _all_wrong([f"{_origin(('network', 'ca_file'), sources)}: there is no file {ca_file}"])
    return settings
