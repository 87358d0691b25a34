"""The links of two documents -> files that came and went, and how many other links differ."""

from collections.abc import Sequence

from monitor.compare.addresses import Lead, changed_leads
from monitor.compare.linked import compare_linked, linked_documents, slides, without_slide
from monitor.compare.noise import NEWS_TURNS, slide_turns
from monitor.compare.significance import LINKS, WEAK
from monitor.model.change import Fact, FactKind, NoiseProfile
from monitor.model.document import Document

_MAX_FACTS = 20


def file_facts(before: Document, after: Document, *, noise: NoiseProfile) -> tuple[Fact, ...]:
    """Compare the files that the main content links to, by name and address.

    A list of the newest files that moved on before and does so again is told as that, once.
    """
    facts: list[Fact] = []
    files = {link.url for document in (before, after) for link in document.links if link.is_document}
    old, new = linked_documents(before, also=files), linked_documents(after, also=files)
    found = compare_linked(old, new)
    if found and (turns := slide_turns(noise)) and slides(old, new):
        found = without_slide(found)
        if turns == NEWS_TURNS:
            values = (("variants", str(turns + 2)),)
            facts.append(Fact(kind=FactKind.UNSTABLE, values=values, score=WEAK))
    return (*facts, *found[:_MAX_FACTS])


def link_facts(before: Document, after: Document, *looks: Document, volatile: frozenset[str]) -> tuple[Fact, ...]:
    """How many links to pages differ, and which is the first of them.

    Only what each of the `looks` shows too counts, and nothing where links or their text always differ.
    """
    leads = list(changed_leads(before, after))
    for look in looks if leads else ():
        leads = _borne_out(leads, list(changed_leads(before, look)))
    if leads and volatile:
        moving = [block.text for each in (before, after) for block in each.blocks if block.path in volatile]
        leads = [lead for lead in leads if lead.position not in volatile and not _stands_in(moving, lead.text)]
    return (_told(leads),) if leads else ()


def _borne_out(leads: Sequence[Lead], seen: Sequence[Lead]) -> list[Lead]:
    """What two looks show alike; each link that only one of them has excuses one that is gone from both."""
    known = frozenset(leads) & frozenset(seen)
    alike = [lead for lead in leads if lead in known]
    room = max(sum(bool(lead.after) and lead not in known for lead in look) for look in (leads, seen))
    excused = frozenset([lead for lead in alike if not lead.after][:room])
    return [lead for lead in alike if lead not in excused]


def _stands_in(texts: Sequence[str], words: str) -> bool:
    return bool(words) and any(words in text for text in texts)


def _told(leads: Sequence[Lead]) -> Fact:
    renewed = sum(bool(lead.before and lead.after) for lead in leads)
    gone, come = (
        sum(not address for address in ends) for ends in zip(*((one.after, one.before) for one in leads), strict=True)
    )
    first = leads[0]
    values = {"count": str(renewed + max(gone, come)), "name": first.text, "before": first.before, "after": first.after}
    return Fact(kind=FactKind.LINKS_CHANGED, values=tuple(values.items()), score=LINKS)
