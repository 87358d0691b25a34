"""What a command works with: the settings and the catalogue, read when first asked for."""

import logging
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from monitor.cli.logs import set_up_logging
from monitor.cli.output import hint
from monitor.errors import CatalogueError, SettingsError

if TYPE_CHECKING:
    from monitor.model.source import Catalogue
    from monitor.settings import Settings

SETTINGS_FILE = "monitor.toml"
CATALOGUE_FILE = "catalogue.yaml"


@dataclass(slots=True)
class Session:
    """One command's surroundings."""

    catalogue_option: str | None
    settings_option: str | None
    level: int = logging.WARNING
    quiet: bool = False
    _settings: "Settings | None" = field(default=None)

    @property
    def settings(self) -> "Settings":
        """The merged settings: defaults < file < environment. Raises `SettingsError`."""
        if self._settings is None:
            from monitor.settings import load_settings

            self._settings = load_settings(self.settings_path, os.environ)
            set_up_logging(self._settings.log, self.level)
        return self._settings

    def reload(self) -> "tuple[Settings, Catalogue]":
        """Settings and catalogue as the files are now. Raises what reading them raises."""
        self._settings = None
        return self.settings, self.catalogue()

    @property
    def settings_path(self) -> Path | None:
        """The settings file, or None where there is none; one that was named must exist."""
        if self.settings_option is not None:
            path = Path(self.settings_option)
            if not path.is_file():
                raise SettingsError(f"There is no settings file {path}.", "Check the path, or write one with: init")
            return path
        path = Path(SETTINGS_FILE)
        return path if path.is_file() else None

    @property
    def catalogue_path(self) -> Path:
        """Where the catalogue is looked for."""
        return Path(self.catalogue_option or CATALOGUE_FILE)

    def catalogue(self, *, tell: bool = True) -> "Catalogue":
        """The catalogue; its mistakes are named on standard error. Raises `CatalogueError` when nothing valid is in it."""
        from monitor.catalogue import read_catalogue, require_entries

        catalogue = read_catalogue(self.catalogue_path)
        if tell and not self.quiet:
            for mistake in catalogue.mistakes:
                if mistake.fatal:
                    hint(str(mistake))
        require_entries(catalogue)
        return catalogue

    def catalogue_to_lock(self, *, tell: bool = True) -> "Catalogue":
        """As `catalogue`, for a command that needs the store's lock: that another run holds it comes first."""
        from monitor.database import lock_first

        with lock_first(self.settings.store.path):
            return self.catalogue(tell=tell)


class Moment(click.ParamType[datetime]):
    """A time with its offset: ISO 8601."""

    name = "TIME"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read it; a time without offset is refused, since nobody could tell which moment is meant."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no ISO 8601 time, such as 2026-11-23T06:00:00+01:00.", param, ctx)
        if moment.tzinfo is None:
            self.fail(f"{value!r} has no offset; write it as {value}+01:00 or {value}Z.", param, ctx)
        return moment.astimezone(UTC)


MOMENT = Moment()


def current_time() -> datetime:
    """The wall clock, in UTC: read here and nowhere below."""
    return datetime.now(UTC)


__all__ = ["MOMENT", "CatalogueError", "Session", "current_time"]
