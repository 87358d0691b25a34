"""Row -> the values that several forms print."""

from monitor.model.change import Change, ChangeOutcome
from monitor.model.observation import Suggestion
from monitor.model.report import Row
from monitor.model.verdict import Reason, State


def reason_of(row: Row) -> str | None:
    """The sub-reason of the state."""
    if row.recorded is None:
        return Reason.NO_ADDRESS
    if row.is_void:
        return Reason.VOID_RUN
    return row.recorded.observation.verdict.reason


def suggestions_of(row: Row) -> tuple[Suggestion, ...]:
    """For a move the address to write comes first (contract.md), then what repair found."""
    if row.recorded is None or row.is_void:
        return ()
    seen = row.recorded.observation
    target = seen.verdict.moved_to if row.state in (State.MOVED, State.MOVED_TRIVIAL) else None
    if target is None:
        return seen.suggestions
    return (Suggestion(url=target, ground="moved"), *(one for one in seen.suggestions if one.url != target))


def address_to_write(row: Row) -> str | None:
    """The best suggestion's address."""
    found = suggestions_of(row)
    return found[0].url if found else None


def content_of(row: Row) -> Change:
    """What the visit, or the period, did to the content."""
    if row.is_void or row.change is None:
        return Change(outcome=ChangeOutcome.NOT_COMPARED)
    return row.change
