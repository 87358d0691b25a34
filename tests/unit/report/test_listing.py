"""Which sources a page lists one by one, and how the others are counted."""

from dataclasses import replace

from monitor.model.change import Change, ChangeOutcome, Weight
from monitor.model.report import Listing, PublisherTold, Row
from monitor.model.source import Classification, Source, SourceId, Tlp, Tool, ToolId
from monitor.model.verdict import State
from monitor.report.listing import MAX_LISTED, Lister
from tests.sample_report import crowd, crowd_record, report, seen

CHANGED = Change(outcome=ChangeOutcome.CHANGED, weight=Weight.MAJOR)


def row(number: int, *, publisher: str = "P", state: State = State.ALIVE, change: Change | None = None) -> Row:
    name = f"s{number:05}"
    source = Source(id=SourceId(name), tool=ToolId(name), url=f"https://a.example/{number}")
    tool = Tool(
        id=ToolId(name),
        title=name,
        publisher=publisher,
        tlp=Classification(label=Tlp.CLEAR),
        sources=(source,),
    )
    return Row(tool=tool, source=source, recorded=seen(name, state=state), change=change)


def listed(*rows: Row) -> Listing:
    lister = Lister(())
    for each in rows:
        lister.add(each)
    return lister.listing()


def test_all_sources_are_listed_while_they_fit_on_a_page() -> None:
    rows = [row(number) for number in range(MAX_LISTED)]
    assert listed(*rows) == Listing(rows=tuple(rows), wanted=MAX_LISTED)


def test_of_more_those_with_something_to_tell_are_listed_wherever_they_stand_and_all_are_counted() -> None:
    quiet = [row(number, publisher="Q" if number % 2 else "P") for number in range(MAX_LISTED)]
    telling = [
        row(2000, state=State.DEAD),
        row(2001, publisher="Q", change=CHANGED),
        row(2002, publisher="R", state=State.NOT_CHECKED),
        replace(row(2003, publisher="R"), muted=True),
    ]
    found = listed(*quiet, *telling)
    assert found.rows == tuple(telling)
    assert found.wanted == len(telling)
    assert found.publishers == (
        PublisherTold(name="P", sources=501, trouble=1, changed=0, unchecked=0),
        PublisherTold(name="Q", sources=501, trouble=0, changed=1, unchecked=0),
        PublisherTold(name="R", sources=2, trouble=0, changed=0, unchecked=1),
    )


def test_what_is_held_is_bounded_and_what_is_left_out_is_counted() -> None:
    found = listed(*(row(number, state=State.DEAD) for number in range(MAX_LISTED + 5)))
    assert (len(found.rows), found.wanted) == (MAX_LISTED, MAX_LISTED + 5)


def test_every_source_of_a_finding_is_listed_and_the_publishers_add_up() -> None:
    made = report(crowd_record(), of=crowd())
    ids = {one.id for one in made.listing.rows}
    assert {member.source_id for finding in made.findings for member in finding.members if member.is_tool} <= ids
    assert sum(one.sources for one in made.listing.publishers) == made.counts.sources
    assert sum(one.changed for one in made.listing.publishers) == made.counts.changed
    assert not any(one.startswith("regeling-") for one in ids)
