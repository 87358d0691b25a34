"""The exchange folder: whole files or none, on a disk or in an object store."""

import contextlib
import os
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

from monitor.errors import SettingsError


class Folder(Protocol):
    """What a ledger needs of a place for files; names are relative, with slashes."""

    def write(self, name: str, content: bytes) -> None:
        """Write a file whole or not at all; durable when this returns."""
        ...

    def read(self, name: str) -> bytes:
        """A file's content. Raises FileNotFoundError."""
        ...

    def names(self, under: str) -> list[str]:
        """The names of all files below a folder, sorted; none where it is not there."""
        ...

    def remove(self, under: str) -> None:
        """Let go of a folder with all that is in it."""
        ...


class DiskFolder:
    """A folder that every worker sees at the same path: temporary name, fsync, rename."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def write(self, name: str, content: bytes) -> None:
        """As the protocol says."""
        path = self._root / name
        for folder in reversed((path.parent, *path.parent.parents)):
            folder.mkdir(mode=0o700, exist_ok=True)  # what AMBER pages say lies here for a while
        temporary = path.with_name(f".{uuid4().hex}.tmp")
        try:
            with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise

    def read(self, name: str) -> bytes:
        """As the protocol says."""
        return (self._root / name).read_bytes()

    def names(self, under: str) -> list[str]:
        """As the protocol says."""
        found = (path for path in (self._root / under).rglob("*") if path.is_file() and not path.name.startswith("."))
        return sorted(path.relative_to(self._root).as_posix() for path in found)

    def remove(self, under: str) -> None:
        """As the protocol says."""
        for folder, _, files in os.walk(self._root / under, topdown=False):
            for file in files:
                Path(folder, file).unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # somebody writes there still
                Path(folder).rmdir()


class RemoteFolder:
    """Any place that fsspec reaches; a put of an object store is whole by itself."""

    def __init__(self, url: str) -> None:
        import fsspec  # noqa: PLC0415 - only where the folder is not on a disk

        self._files: Any
        self._files, self._root = fsspec.core.url_to_fs(url)

    def write(self, name: str, content: bytes) -> None:
        """As the protocol says."""
        path = f"{self._root}/{name}"
        self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
        self._files.pipe_file(path, content)

    def read(self, name: str) -> bytes:
        """As the protocol says."""
        return bytes(self._files.cat_file(f"{self._root}/{name}"))

    def names(self, under: str) -> list[str]:
        """As the protocol says."""
        self._files.invalidate_cache()
        if not self._files.exists(f"{self._root}/{under}"):
            return []
        return sorted(str(path).removeprefix(f"{self._root}/") for path in self._files.find(f"{self._root}/{under}"))

    def remove(self, under: str) -> None:
        """As the protocol says."""
        if self._files.exists(f"{self._root}/{under}"):
            self._files.rm(f"{self._root}/{under}", recursive=True)


def open_folder(place: str) -> Folder:
    """A path, or an address that fsspec knows such as ``s3://bucket/monitor``. Raises `SettingsError`."""
    if "://" not in place or place.startswith("file://"):
        return DiskFolder(Path(place.removeprefix("file://")).absolute())
    try:
        return RemoteFolder(place)
    except (ImportError, ValueError, OSError) as error:
        raise SettingsError(
            f"The exchange folder {place} cannot be opened: {error}.",
            "Install the extra toolkit-monitor[dask] and fsspec's own package for this kind of address.",
        ) from error
