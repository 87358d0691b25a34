"""A job or a document <-> length-prefixed bytes between a run and its reading process."""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from struct import Struct

from monitor.extract.limits import Unreadable
from monitor.model.document import Aside, Block, Document, Link, MediaKind, Role, Signals
from monitor.model.source import Watch

LENGTH = Struct(">Q")
MAX_ANSWER = 256 * 1024 * 1024
"""No document we accept takes more; a longer announcement comes from a process that is no longer ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What the reading process is asked to read."""

    content: bytes
    content_type: str
    url: str
    watch: Watch


_WORDS: tuple[type[StrEnum], ...] = (Aside, MediaKind, Role, Unreadable)
_PARTS = (*_WORDS, Block, Document, Link, Signals)


def _word(kind: object, name: object) -> StrEnum:
    """A member of one of our enumerations by its name: what early 3.11 (Debian 12 has 3.11.2) writes `getattr` for."""
    found = next((each.__members__.get(str(name)) for each in _WORDS if each is kind), None)
    if found is None:
        raise pickle.UnpicklingError(f"{name} of {kind} is no part of a document")
    return found


_ALLOWED: dict[tuple[str, str], Callable[..., object]] = {
    **{(cls.__module__, cls.__qualname__): cls for cls in _PARTS},
    ("builtins", "getattr"): _word,
}


class _DocumentsOnly(pickle.Unpickler):
    """Builds documents and nothing else: the sender has been reading hostile bytes."""

    def find_class(self, module: str, name: str) -> Callable[..., object]:
        """What makes the part of a document that has this name."""
        try:
            return _ALLOWED[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a document") from None


def framed(payload: bytes) -> bytes:
    """The payload with its length before it."""
    return LENGTH.pack(len(payload)) + payload


def packed_job(job: Job) -> bytes:
    """All of a job but its content, which follows as it is: thirty megabytes are not copied for a wrapping."""
    return pickle.dumps((job.content_type, job.url, job.watch), protocol=5)


def packed_document(document: Document) -> bytes:
    """A document as bytes."""
    return pickle.dumps(document, protocol=5)


def unpacked_document(payload: bytes) -> Document:
    """The document that a reading process sent. Raises: `pickle.UnpicklingError` and kin for anything else."""
    document = _DocumentsOnly(BytesIO(payload)).load()
    if not isinstance(document, Document):
        raise pickle.UnpicklingError("not a document")
    return document


def unpacked_job(payload: bytes, content: bytes) -> Job:
    """The job that the run sent; the run is trusted."""
    content_type, url, watch = pickle.loads(payload)  # noqa: S301 - from our own parent, over a pipe nobody else holds
    return Job(content=content, content_type=content_type, url=url, watch=watch)
