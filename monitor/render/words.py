"""What a finding says in sentences: what happened, on what grounds, what to do."""

from collections.abc import Callable
from datetime import datetime
from textwrap import shorten

from monitor.model.change import Change
from monitor.model.decision import Decision
from monitor.model.observation import Suggestion
from monitor.model.report import Finding, FindingKind, Member, Section
from monitor.model.verdict import State
from monitor.phrases import Phrases
from monitor.phrases.evidence import evidence_sentence
from monitor.phrases.facts import MAX_FACTS, change_sentences, fact_sentence, quoted_once
from monitor.phrases.happenings import ADVICE, BRIEF, CONFIRMATION, GROUND, GROUP, happened_sentence
from monitor.phrases.lines import DECIDED
from monitor.phrases.states import BADGE, NORM_OUTDATED, PROBABLY_DEAD
from monitor.render.rows import FOR_WEEKS

MAX_EVIDENCE = 4
MAX_QUOTED = 160
"""Letters of a changed sentence in a line about several pages."""

TONES: dict[FindingKind, str] = {
    FindingKind.PARKED: "bad",
    FindingKind.DEAD: "bad",
    FindingKind.HOST: "bad",
    FindingKind.REDESIGN: "warn",
    FindingKind.CERTIFICATE: "warn",
    FindingKind.UNCERTAIN: "warn",
    FindingKind.MOVED: "warn",
    FindingKind.SUCCESSOR: "warn",
    FindingKind.LOGIN: "warn",
    FindingKind.BLOCKED: "warn",
    FindingKind.FRAGMENT: "warn",
    FindingKind.SELECTOR: "warn",
    FindingKind.CERTIFICATE_SOON: "warn",
    FindingKind.NORM: "news",
    FindingKind.CHANGE: "news",
    FindingKind.MOVED_TRIVIAL: "news",
}


def badge(finding: Finding, phrases: Phrases) -> str:
    """The status in capitals."""
    if finding.kind is FindingKind.DEAD and finding.members[0].state is State.SOFT_404:
        return phrases.say(PROBABLY_DEAD)
    return phrases.say(BADGE[finding.kind])


def happened(member: Member, phrases: Phrases) -> str:
    """What the last visits showed, without dates."""
    recorded, state = member.recorded, member.state
    if recorded is None or state is None:
        return ""
    verdict = recorded.observation.verdict
    reason = verdict.reason if verdict.state is state else recorded.standing.reason
    return happened_sentence(state, reason, recorded.observation.http_status, phrases)


def observed(member: Member, phrases: Phrases) -> str:
    """``3 checks, first on 20 November 2026; last good on 19 November 2026``, with a full stop."""
    recorded = member.recorded
    if recorded is None or member.since is None:
        return ""
    counted = phrases.count("{n} check", "{n} checks", max(1, member.observations))
    text = phrases.say("{checks}, first on {day}", checks=counted, day=phrases.day(member.since))
    good = recorded.standing.last_good_at
    if good is not None and member.state is not State.MOVED:
        text = phrases.say("{seen}; last good on {day}", seen=text, day=phrases.day(good))
    return f"{text}."


def group_key(finding: Finding) -> str:
    """Which group sentence fits."""
    match finding.kind:
        case FindingKind.HOST:
            return "host"
        case FindingKind.REDESIGN:
            return "redesign:dead" if finding.members[0].change is None else "redesign:changed"
        case FindingKind.MOVED:
            return "moved:within" if finding.host == finding.new_host else "moved"
        case FindingKind.CHANGE:
            return "change"
        case _:
            return "other"


def group_sentence(finding: Finding, phrases: Phrases) -> str:
    """The common cause, with the number of tools it touches."""
    one, many = GROUP[group_key(finding)]
    sentence = phrases.count(one, many, len(finding.members), host=finding.host, new_host=finding.new_host)
    return f"{sentence} {_shared_change(finding, phrases)}".strip()


def _shared_change(finding: Finding, phrases: Phrases) -> str:
    """What pages that changed alike said before and say now."""
    change = finding.members[0].change
    if finding.kind is not FindingKind.CHANGE or change is None or not change.excerpts:
        return ""
    first = change.excerpts[0]
    before, after = (shorten(text, MAX_QUOTED, placeholder="…") for text in (first.before, first.after))
    if not before or not after:
        return phrases.say("Added: “{text}”", text=after) if after else phrases.say("Removed: “{text}”", text=before)
    return phrases.say("“{before}” → “{after}”", before=before, after=after)


def net_sentences(member: Member, phrases: Phrases) -> tuple[str, ...]:
    """What differs, most telling first."""
    if member.change is None:
        return ()
    if member.returned:
        return (phrases.say("Changed, and changed back to what it was."),)
    return change_sentences(member.change, phrases)


def change_summary(change: Change, phrases: Phrases) -> str:
    """The two most telling facts in one line."""
    return " ".join(change_sentences(change, phrases)[:2])


def evidence_lines(member: Member, phrases: Phrases) -> tuple[str, ...]:
    """The weightiest grounds first, each in words."""
    if member.recorded is None:
        return ()
    grounds = sorted(member.recorded.observation.verdict.evidence, key=lambda one: -abs(one.score))
    return tuple(evidence_sentence(one, phrases) for one in grounds[:MAX_EVIDENCE])


def notice_lines(member: Member, phrases: Phrases) -> tuple[str, ...]:
    """What a page says of itself: a successor, a withdrawal."""
    seen = member.recorded.observation.notices if member.recorded else ()
    return tuple(fact_sentence(fact, phrases) for fact in quoted_once(seen)[:MAX_FACTS])


def suggestion_ground(suggestion: Suggestion, phrases: Phrases) -> str:
    """``same title, found in the site's own list of pages; 94% of the text is equal``."""
    known = GROUND.get(suggestion.ground)
    ground = phrases.say(known) if known else suggestion.ground
    if suggestion.similarity is None:
        return ground
    return phrases.say(
        "{ground}; {share}% of the text is equal", ground=ground, share=round(suggestion.similarity * 100)
    )


def age(finding: Finding, phrases: Phrases, *, told_before: bool) -> str:
    """How long it has been open; an item that nobody took up for weeks is marked in words."""
    if finding.section in (Section.ACTION, Section.ACKNOWLEDGED, Section.MUTED) and finding.weeks >= 1:
        open_for = phrases.count("{n} week open", "{n} weeks open", finding.weeks)
        return phrases.say("{open}, not taken up by anyone", open=open_for) if finding.is_overdue else open_for
    return phrases.say("new this week") if finding.is_new and told_before else ""


def advice(finding: Finding, phrases: Phrases) -> str:
    """What to do, in the imperative."""
    return phrases.say(ADVICE[_advice_key(finding)])


def brief_advice(finding: Finding, phrases: Phrases) -> str:
    """The same in a few words."""
    return phrases.say(BRIEF[_advice_key(finding)])


def _advice_key(finding: Finding) -> str:
    if finding.section in (Section.RECOVERED, Section.PENDING):
        return str(finding.section)
    special = _SPECIAL_ADVICE.get(finding.kind)
    return (special(finding) if special else "") or str(finding.kind)


def _has_suggestion(finding: Finding) -> str:
    return "dead:suggested" if suggestions(finding.members[0]) else ""


def _is_gone(finding: Finding) -> str:
    return "host:gone" if any(one.state is State.HOST_GONE for one in finding.members) else ""


def _is_redone(finding: Finding) -> str:
    return "redesign:changed" if finding.members[0].change else ""


def _is_new_version(finding: Finding) -> str:
    change = finding.members[0].change
    is_new = change is not None and change.version_after and change.version_after != change.version_before
    return "change:version" if is_new else ""


def _is_norm_itself(finding: Finding) -> str:
    return "" if finding.members[0].is_tool else "norm:itself"


_SPECIAL_ADVICE = {
    FindingKind.DEAD: _has_suggestion,
    FindingKind.HOST: _is_gone,
    FindingKind.REDESIGN: _is_redone,
    FindingKind.CHANGE: _is_new_version,
    FindingKind.NORM: _is_norm_itself,
}


def suggestions(member: Member) -> tuple[Suggestion, ...]:
    """Where the tool may be now: for a move the address to write, else what repair and the catalogue offer."""
    recorded = member.recorded
    found: list[Suggestion] = []
    if recorded and member.state in (State.MOVED, State.MOVED_TRIVIAL):
        for_good, for_weeks = recorded.observation.verdict.moved_to, recorded.standing.target
        found += [Suggestion(url=for_good, ground="moved")] if for_good else []
        found += [Suggestion(url=for_weeks, ground=FOR_WEEKS)] if for_weeks and not for_good else []
    found += recorded.observation.suggestions if recorded else ()
    if member.source is not None:
        named = [one for one in member.source.superseded_by if one.url]
        found += [Suggestion(url=one.url or "", ground="superseded-by", title=one.title) for one in named]
    # A successor in the catalogue is most often the very page that a move leads to, there without its fragment.
    unique = {one.url.partition("#")[0]: one for one in reversed(found)}
    return tuple(one for one in found if unique.get(one.url.partition("#")[0]) is one)


def command(finding: Finding) -> str:
    """The one command that fits best; the others are explained at the end of the report."""
    member = finding.members[0]
    takes_over = finding.kind in (FindingKind.CHANGE, FindingKind.MOVED, FindingKind.SUCCESSOR, FindingKind.NORM)
    verb = "accept" if takes_over or (finding.kind is FindingKind.DEAD and suggestions(member)) else "acknowledge"
    return f"python -m monitor {verb} {finding.item}"


def decision_sentence(decision: Decision, phrases: Phrases) -> str:
    """Who decided what, when and until when."""
    by = decision.by or phrases.say("name not given")
    until = phrases.day(decision.until) if decision.until else "?"
    text = phrases.say(DECIDED[decision.kind], by=by, day=phrases.day(decision.at), until=until)
    return f"{text} {phrases.say('Reason: {reason}', reason=decision.reason)}" if decision.reason else text


def confirmation(state: State | None, phrases: Phrases) -> str:
    """When a trouble counts as certain: the rule is printed beside the verdict."""
    return phrases.say(CONFIRMATION[state]) if state in CONFIRMATION else ""


def recovery(member: Member, phrases: Phrases) -> str:
    """``reachable again since 17 November 2026 (4 days of trouble)``."""
    standing = member.recorded.standing if member.recorded else None
    if standing is None or standing.recovered_at is None:
        return phrases.say("works again")
    day = phrases.day(standing.recovered_at)
    if standing.state is State.MOVED:  # it led elsewhere meanwhile: nobody was kept out
        return phrases.say("no longer leads elsewhere, since {day}", day=day)
    text = phrases.say("works again since {day}", day=day)
    days = _days(standing.since, standing.recovered_at)
    return f"{text} ({phrases.count('{n} day of trouble', '{n} days of trouble', days)})" if days else text


def _days(since: datetime | None, until: datetime) -> int:
    return max(0, (until - since).days) if since else 0


def summary(finding: Finding, phrases: Phrases) -> str:
    """A finding in one sentence: for JSON, the feed and short lists."""
    member = finding.members[0]
    if len(finding.members) > 1 and finding.kind is not FindingKind.NORM:
        return group_sentence(finding, phrases)
    if finding.section is Section.RECOVERED:
        return f"{member.tool.title}: {recovery(member, phrases)}."
    if finding.kind is FindingKind.NORM and member.is_tool:
        return essence(finding, phrases)
    return f"{member.tool.title}: {essence(finding, phrases)}"


def essence(finding: Finding, phrases: Phrases) -> str:
    """The heart of a single finding, without the tool's name."""
    member = finding.members[0]
    if finding.kind is FindingKind.NORM and member.is_tool and member.norm is not None:
        tools = phrases.listed([one.tool.title for one in finding.members])
        return phrases.say(NORM_OUTDATED, norm=member.norm.title, current=member.norm.current or "?", tools=tools)
    if member.change is not None:
        return " ".join(net_sentences(member, phrases)[:2])
    said = _SAID_BY_KIND.get(finding.kind, happened)
    return said(member, phrases)


def _says_successor(member: Member, phrases: Phrases) -> str:
    return " ".join(notice_lines(member, phrases)[:1]) or _proposal(member, phrases)


def _lost_place(member: Member, phrases: Phrases) -> str:
    fragment = (member.url or "").partition("#")[2]
    return phrases.say("The page exists, but the place #{fragment} in it does not.", fragment=fragment)


def _lost_selection(member: Member, phrases: Phrases) -> str:
    return change_summary(member.recorded.observation.change, phrases) if member.recorded else ""


def _ending_certificate(member: Member, phrases: Phrases) -> str:
    certificate = member.recorded.observation.certificate if member.recorded else None
    day = phrases.day(certificate.not_after) if certificate else "?"
    return phrases.say("The certificate is valid until {day}.", day=day)


def _proposal(member: Member, phrases: Phrases) -> str:
    named = member.source.superseded_by if member.source else ()
    titles = phrases.listed([one.title for one in named])
    return phrases.say("Probable successor: {title}.", title=titles) if titles else phrases.say("A newer one exists.")


_SAID_BY_KIND: dict[FindingKind, Callable[[Member, Phrases], str]] = {
    FindingKind.SUCCESSOR: _says_successor,
    FindingKind.FRAGMENT: _lost_place,
    FindingKind.SELECTOR: _lost_selection,
    FindingKind.CERTIFICATE_SOON: _ending_certificate,
}
"""What is the matter where it is not the state."""
