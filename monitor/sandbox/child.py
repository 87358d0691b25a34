"""The reading process: jobs from standard input, documents to standard output.

Started as ``python -m monitor.sandbox.child SECONDS MIB``. Each job may take SECONDS of processor time; the process as a whole
may take MIB of memory. It ends with its parent (end of input), at the first job that took too much, or when it is killed.
"""

import contextlib
import math
import os
import signal
import sys
from typing import BinaryIO

from monitor.sandbox.reading import read, too_much_memory
from monitor.sandbox.wire import LENGTH, framed, packed_document, unpacked_job


def main() -> None:
    """Serve until the input ends."""
    seconds, mib = int(sys.argv[1]), int(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent decides
    incoming, outgoing = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a library that prints cannot spoil an answer
    _limit_memory(mib)
    outgoing.write(framed(b""))  # ready: imports are done
    outgoing.flush()
    while (payload := _received(incoming)) is not None and (content := _received(incoming)) is not None:
        job = unpacked_job(payload, content)
        _limit_time(seconds)
        try:
            answer = packed_document(read(job))
        except MemoryError:
            answer = packed_document(too_much_memory(job))
        outgoing.write(framed(answer))
        outgoing.flush()


def _received(incoming: BinaryIO) -> bytes | None:
    head = incoming.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    return incoming.read(LENGTH.unpack(head)[0])


def _limit_memory(mib: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # not on Windows; not beyond what the platform allows
        import resource  # noqa: PLC0415 - absent on Windows

        resource.setrlimit(resource.RLIMIT_AS, (mib * 2**20, mib * 2**20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # reading writes no file; pipes are not concerned


def _limit_time(seconds: int) -> None:
    """From now on: processor time counts per process, and this one serves many documents."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - absent on Windows

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime) + seconds, hard))


if __name__ == "__main__":
    main()
