"""Finding -> ItemView or LineView: the same words in every form."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from monitor.model.report import Finding, FindingKind, Member, Section
from monitor.model.verdict import Flag
from monitor.phrases import Phrases
from monitor.phrases.states import FLAG
from monitor.render import words
from monitor.render.diffing import diff_view, paired
from monitor.render.escaping import safe_href, shown_url
from monitor.render.view import DiffView, FieldView, ItemView, LineView, PartView, Value

KIND_SAID_BY: dict[Flag, FindingKind] = {
    Flag.FRAGMENT_MISSING: FindingKind.FRAGMENT,
    Flag.CERTIFICATE_ENDS_SOON: FindingKind.CERTIFICATE_SOON,
    Flag.SUPERSEDED: FindingKind.SUCCESSOR,
}
"""A flag is no remark where it is what the item is about."""
_WITHOUT_COUNT = frozenset(
    {
        FindingKind.SUCCESSOR,
        FindingKind.FRAGMENT,
        FindingKind.SELECTOR,
        FindingKind.CERTIFICATE_SOON,
        FindingKind.NORM,
    }
)
"""What a single look shows: how often it was seen says nothing."""
_LOST = frozenset({FindingKind.DEAD, FindingKind.PARKED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """How much of each item is shown."""

    excerpts: int = 3
    parts: int = 12
    suggestions: int = 2
    evidence: int = 3


def url_value(url: str, note: str = "") -> Value:
    """An address, linked when it is safe to follow; the visible address equals the target."""
    shown = shown_url(url)
    return Value(text=shown if not note else f"{shown} ({note})", href=safe_href(url), is_url=True)


def about(member: Member, phrases: Phrases) -> str:
    """Publisher, classification and owner."""
    if not member.is_tool:
        return f"{phrases.say('norm on the watch list')} · {member.label.printed}"
    owner = phrases.say("owner: {owner}", owner=member.tool.owner or phrases.say("not assigned yet"))
    return " · ".join(part for part in (member.tool.publisher, member.label.printed, owner) if part)


def item_view(
    finding: Finding, number: int, phrases: Phrases, detail: Detail, *, told_before: bool, contact: str = ""
) -> ItemView:
    """A finding with all that is said about it."""
    member = finding.members[0]
    several = len(finding.members) > 1
    common = _Common.of(finding, phrases)
    return ItemView(
        number=number,
        item=finding.item,
        badge=words.badge(finding, phrases),
        tone=words.TONES[finding.kind],
        title=group_title(finding) if several else member.tool.title,
        about=_group_about(finding, phrases) if several else about(member, phrases),
        age=words.age(finding, phrases, told_before=told_before),
        overdue=finding.is_overdue,
        fields=_group_fields(finding, common, phrases) if several else _fields(finding, member, phrases, detail),
        todo=_todo(finding, member, phrases),
        diffs=() if several else _diffs(member, phrases, detail.excerpts),
        parts=tuple(_part(finding, one, common, phrases, detail) for one in finding.members[: detail.parts])
        if several
        else (),
        more_parts=_more(len(finding.members) - detail.parts, phrases) if several else "",
        commands=(words.command(finding),),
        reply_text=_reply_text(finding, phrases, contact),
        reply_href=_reply_href(finding, phrases, contact),
        summary=words.summary(finding, phrases),
    )


def _reply_text(finding: Finding, phrases: Phrases, contact: str) -> str:
    """The same by mail, for who has no command line: a person reads it, nothing changes by itself."""
    if not contact:
        return ""
    return phrases.say("Or mail {contact} that you take this up: {item}", contact=contact, item=finding.item)


def _reply_href(finding: Finding, phrases: Phrases, contact: str) -> str | None:
    """Percent-encoded, no plus for a space (RFC 6068); only the id, no name."""
    if not contact:
        return None
    return (
        f"mailto:{quote(contact, safe='@')}?subject={quote(phrases.say('I take this up: {item}', item=finding.item))}"
    )


def confirmation_of_all(findings: Iterable[Finding], phrases: Phrases) -> str:
    """When several that are not certain will be: said once where it is the same for all."""
    listed = tuple(findings)
    return _if_same(words.confirmation(one.members[0].state, phrases) for one in listed) if len(listed) > 1 else ""


def line_view(finding: Finding, phrases: Phrases, *, said: str = "") -> LineView:
    """A finding in one line: the sentence, its address, its id; without what is `said` above it already."""
    text = words.summary(finding, phrases)
    if finding.decision is not None:
        text = f"{text} {words.decision_sentence(finding.decision, phrases)}"
    if finding.section is Section.PENDING:
        observed = _Common.of(finding, phrases).observed
        parts = (text, observed, words.confirmation(finding.members[0].state, phrases))
        text = " ".join(part for part in parts if part and part != said)
    if len(finding.members) > 1 and finding.kind is not FindingKind.NORM:
        text = f"{text} ({phrases.listed([member.tool.title for member in finding.members[:8]])})"
    url = finding.members[0].url or ""
    return LineView(text=text, url=shown_url(url), href=safe_href(url), item=finding.item)


def group_title(finding: Finding) -> str:
    """What a finding about several tools is called: the host, or the norm."""
    if finding.kind is FindingKind.NORM:
        return finding.members[0].norm.title if finding.members[0].norm else ""
    return finding.host


def _group_about(finding: Finding, phrases: Phrases) -> str:
    """The publishers, where each member has one: else the one that is named would seem to be that of all."""
    publishers = sorted({member.tool.publisher for member in finding.members})
    publishers = publishers if all(publishers) else []
    return " · ".join(part for part in (phrases.listed(publishers[:3]), finding.label.printed) if part)


def _text(label: str, *texts: str) -> FieldView | None:
    values = tuple(Value(text=text) for text in texts if text)
    return FieldView(label=label, values=values) if values else None


def _present(*fields: FieldView | None) -> tuple[FieldView, ...]:
    return tuple(field for field in fields if field is not None)


@dataclass(frozen=True, slots=True)
class _Common:
    """What is true of every member of a group: said once; what differs stands with each of them."""

    happened: str
    observed: str
    evidence: tuple[str, ...]

    @classmethod
    def of(cls, finding: Finding, phrases: Phrases) -> "_Common":
        members = finding.members
        evidence = [words.evidence_lines(one, phrases) for one in members]
        return cls(
            happened=_if_same(words.happened(one, phrases) for one in members),
            observed=_if_same(words.observed(one, phrases) for one in members),
            evidence=tuple(line for line in evidence[0] if all(line in lines for lines in evidence[1:])),
        )


def _if_same(texts: Iterable[str]) -> str:
    different = set(texts)
    return different.pop() if len(different) == 1 else ""


def _group_fields(finding: Finding, common: _Common, phrases: Phrases) -> tuple[FieldView, ...]:
    if finding.kind is FindingKind.NORM:
        return _present(_text(phrases.say("What"), words.essence(finding, phrases)))
    happened = "" if finding.kind is FindingKind.MOVED else common.happened  # the cause says it
    told = " ".join(part for part in (happened, common.observed) if part)
    decided = words.decision_sentence(finding.decision, phrases) if finding.decision else ""
    is_trouble = finding.members[0].change is None
    return _present(
        _text(phrases.say("What"), words.group_sentence(finding, phrases), told if is_trouble else ""),
        _text(phrases.say("Evidence"), *common.evidence[:2]),
        _text(phrases.say("Decided"), decided),
    )


def _part(finding: Finding, member: Member, common: _Common, phrases: Phrases, detail: Detail) -> PartView:
    offered = [shown_url(one.url) for one in words.suggestions(member)]
    own = [
        line
        for line in words.evidence_lines(member, phrases)
        if line not in common.evidence and not any(url in line for url in offered)
    ]
    fields = _present(
        _address(member, phrases),
        _suggested(member, phrases, detail.suggestions),
        _text(phrases.say("What"), *_what_differs(finding, member, common, phrases)),
        _text(phrases.say("Evidence"), *own[:1]),
        _cell(finding, member, phrases),
    )
    return PartView(title=member.tool.title, about=about(member, phrases), fields=fields)


def _what_differs(finding: Finding, member: Member, common: _Common, phrases: Phrases) -> tuple[str, ...]:
    """What is said of one member beside what holds for all."""
    if member.change is not None or finding.kind is FindingKind.NORM:
        return words.net_sentences(member, phrases)[:2]
    happened = "" if finding.kind is FindingKind.MOVED or common.happened else words.happened(member, phrases)
    observed = "" if common.observed else words.observed(member, phrases)
    return (" ".join(part for part in (happened, observed) if part),)


def _more(number: int, phrases: Phrases) -> str:
    return (
        phrases.count("and {n} more tool; see the full report", "and {n} more tools; see the full report", number)
        if number > 0
        else ""
    )


def _fields(finding: Finding, member: Member, phrases: Phrases, detail: Detail) -> tuple[FieldView, ...]:
    decided = words.decision_sentence(finding.decision, phrases) if finding.decision else ""
    return _present(
        _address(member, phrases),
        _text(phrases.say("What"), *_what(finding, member, phrases)),
        _text(phrases.say("Evidence"), *_evidence(finding, member, phrases, detail)),
        _offered(finding, member, phrases, detail),
        _text(phrases.say("Remark"), *_remarks(finding, member, phrases)),
        _text(phrases.say("Decided"), decided),
    )


def _todo(finding: Finding, member: Member, phrases: Phrases) -> tuple[FieldView, ...]:
    """What to do, and what to paste."""
    cell = _cell(finding, member, phrases) if len(finding.members) == 1 else None
    return _present(_text(phrases.say("Do"), words.advice(finding, phrases)), cell)


def _what(finding: Finding, member: Member, phrases: Phrases) -> tuple[str, ...]:
    if member.change is not None:
        seen = phrases.say("Seen on {day}.", day=phrases.day(member.changed_at)) if member.changed_at else ""
        return (*words.net_sentences(member, phrases), seen)
    said = words.essence(finding, phrases)
    if finding.kind in _WITHOUT_COUNT:
        return (said,)
    return (f"{said} {words.observed(member, phrases)}".strip(),)


def _evidence(finding: Finding, member: Member, phrases: Phrases, detail: Detail) -> tuple[str, ...]:
    if finding.kind is FindingKind.SUCCESSOR:
        return _successor_grounds(member, phrases)
    if member.change is not None:
        return ()
    return words.evidence_lines(member, phrases)[: detail.evidence]


def _successor_grounds(member: Member, phrases: Phrases) -> tuple[str, ...]:
    named = member.source.superseded_by if member.source else ()
    lines = []
    for one in named:
        seen = phrases.say("seen on {day}", day=phrases.day(one.seen)) if one.seen else ""
        lines.append(" ".join(part for part in (one.ground, f"({seen})" if seen else "") if part))
    return tuple(lines)


def _address(member: Member, phrases: Phrases) -> FieldView | None:
    if member.url is None:
        return _text(phrases.say("Address"), phrases.say("none in the catalogue"))
    return FieldView(label=phrases.say("Address"), values=(url_value(member.url),))


def _suggested(member: Member, phrases: Phrases, limit: int) -> FieldView | None:
    values: list[Value] = []
    for one in words.suggestions(member)[:limit]:
        values.append(url_value(one.url))
        note = words.suggestion_ground(one, phrases)
        values.append(Value(text=f"{one.title}: {note}" if one.title else note))
    if not values:
        values = [Value(text=text) for text in _named_only(member, phrases)]
    return FieldView(label=phrases.say("Suggestion"), values=tuple(values)) if values else None


def _named_only(member: Member, phrases: Phrases) -> tuple[str, ...]:
    """Successors that the catalogue knows by name, without an address yet."""
    named = member.source.superseded_by if member.source else ()
    return tuple(
        phrases.say("{title}: named in the catalogue as its successor, its address is not known yet", title=one.title)
        for one in named
        if not one.url
    )


def _remarks(finding: Finding, member: Member, phrases: Phrases) -> tuple[str, ...]:
    """What stands beside the state and has no item of its own here."""
    flags = member.recorded.observation.verdict.flags if member.recorded else ()
    told = (phrases.say(FLAG[flag]) for flag in flags if KIND_SAID_BY.get(flag) is not finding.kind)
    return tuple(f"{text[:1].upper()}{text[1:]}." for text in told)


def _offered(finding: Finding, member: Member, phrases: Phrases, detail: Detail) -> FieldView | None:
    """Where to go instead; a page that only changed is where it was."""
    if finding.kind in (FindingKind.CHANGE, FindingKind.NORM):
        return None
    return _suggested(member, phrases, detail.suggestions) or _none_found(finding, phrases)


def _none_found(finding: Finding, phrases: Phrases) -> FieldView | None:
    lost = finding.kind in _LOST and finding.section in (Section.ACTION, Section.ACKNOWLEDGED)
    return _text(phrases.say("Suggestion"), phrases.say("no reliable replacement found")) if lost else None


def _cell(finding: Finding, member: Member, phrases: Phrases) -> FieldView | None:
    """The text to paste into the toolkit's own table."""
    best = words.suggestions(member)[:1]
    if not best or finding.section is not Section.ACTION or finding.kind not in (*_LOST, FindingKind.MOVED):
        return None
    return FieldView(
        label=phrases.say("Text for “Waar te vinden”"), values=(Value(text=shown_url(best[0].url), is_code=True),)
    )


def _diffs(member: Member, phrases: Phrases, limit: int) -> tuple[DiffView, ...]:
    if member.change is None or member.returned:
        return ()
    return tuple(diff_view(excerpt, phrases) for excerpt in paired(member.change.excerpts)[:limit])
