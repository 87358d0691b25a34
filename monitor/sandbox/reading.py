"""Job -> Document, whatever happens inside a reader."""

from hashlib import sha256

from monitor.extract import extract
from monitor.extract.kind import sniff
from monitor.extract.limits import Unreadable
from monitor.model.document import Document
from monitor.sandbox.wire import Job


def read(job: Job) -> Document:
    """The document, or an unreadable one. Raises: `MemoryError` alone."""
    try:
        return extract(content=job.content, content_type=job.content_type, url=job.url, watch=job.watch)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a reader that fails must cost one document, not a run
        return unreadable(job, Unreadable.CRASHED)


def too_much_memory(job: Job) -> Document:
    """What is left to say when memory ran out."""
    return unreadable(job, Unreadable.TOO_MUCH_MEMORY)


def unreadable(job: Job, reason: Unreadable) -> Document:
    """A document of which only the bytes can be compared."""
    return Document(
        kind=sniff(job.content, job.content_type),
        unreadable=reason,
        content_hash=sha256(job.content).hexdigest(),
        size_bytes=len(job.content),
    )
