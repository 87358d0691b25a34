"""Row -> the values that several forms print."""

from monitor.model.change import Change, ChangeOutcome
from monitor.model.observation import Suggestion
from monitor.model.report import Row
from monitor.model.verdict import Reason, State
from monitor.urls import fragment_of, with_fragment

FOR_WEEKS = "temporary-target"
"""The ground of an address that a page was forwarded to long enough, never for good."""


def reason_of(row: Row) -> str | None:
    """The sub-reason of the state."""
    if row.recorded is None:
        return Reason.NO_ADDRESS
    if row.is_void:
        return Reason.VOID_RUN
    verdict, standing = row.recorded.observation.verdict, row.recorded.standing
    return verdict.reason if row.state is verdict.state else standing.reason


def suggestions_of(row: Row) -> tuple[Suggestion, ...]:
    """For a move the address to write comes first (contract.md), then what repair found."""
    if row.recorded is None or row.is_void:
        return ()
    seen, standing = row.recorded.observation, row.recorded.standing
    target = seen.verdict.moved_to if row.state in (State.MOVED, State.MOVED_TRIVIAL) else None
    ground = "moved"
    if row.state is State.MOVED and target is None and standing.target and row.source:
        target, ground = with_fragment(standing.target, fragment_of(row.source.url)), FOR_WEEKS
    if target is None:
        return seen.suggestions
    return (Suggestion(url=target, ground=ground), *(one for one in seen.suggestions if one.url != target))


def address_to_write(row: Row) -> str | None:
    """The best suggestion's address."""
    found = suggestions_of(row)
    return found[0].url if found else None


def content_of(row: Row) -> Change:
    """What the visit, or the period, did to the content."""
    if row.is_void or row.change is None:
        return Change(outcome=ChangeOutcome.NOT_COMPARED)
    return row.change
