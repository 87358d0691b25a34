"""How a failure or a refusal travels inside the room; outside it is a value."""

from monitor.model.exchange import Failure, Refusal, Response

PRINTABLE_LIMIT = 300


class Trouble(Exception):  # noqa: N818 - no error of ours: it carries an outcome
    """An attempt came to its end early; `outcome` says how. Passes through aiohttp unchanged, for it is no OSError."""

    def __init__(self, outcome: Failure | Refusal | Response, limit: str = "") -> None:
        super().__init__(str(outcome))
        self.outcome = outcome
        self.limit = limit


def worded(error: BaseException) -> str:
    """The library's own words, one line, printable, cut."""
    words = str(error) or type(error).__name__
    return "".join(char if char.isprintable() else " " for char in words)[:PRINTABLE_LIMIT].strip()
