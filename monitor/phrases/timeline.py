"""A recorded visit, or a change -> lines for the terminal: `history` and `diff`."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.model.change import DOCUMENT_FACTS, Change, ChangeOutcome
from monitor.model.observation import Recorded
from monitor.model.verdict import Reason, State
from monitor.phrases.facts import change_sentences, fact_sentence
from monitor.phrases.happenings import happened_sentence
from monitor.phrases.language import Phrases, phrases_for
from monitor.phrases.states import NOT_CHECKED, STANDING, STATE

_UTC = ZoneInfo("UTC")


def timeline_line(recorded: Recorded, language: str) -> str:
    """``2026-11-23 06:00  Dead (confirmed): The page no longer exists (404).``; the time is UTC."""
    phrases = phrases_for(language, _UTC)
    seen, moment = recorded.observation, f"{recorded.observation.at:%Y-%m-%d %H:%M}"
    if not recorded.counted:
        state, why = phrases.say(STATE[State.NOT_CHECKED]), phrases.say(NOT_CHECKED[Reason.VOID_RUN])
        return f"{moment}  {state}: {why}"
    state, word = phrases.say(STATE[recorded.state]), phrases.say(STANDING[recorded.standing.word])
    told = [_happened(recorded, phrases)]
    told += change_sentences(seen.change, phrases)[:2] if seen.change.is_told else []
    return f"{moment}  {state} ({word}): {' '.join(part for part in told if part)}"


def _happened(recorded: Recorded, phrases: Phrases) -> str:
    verdict = recorded.observation.verdict
    reason = verdict.reason if recorded.state is verdict.state else recorded.standing.reason
    return happened_sentence(recorded.state, reason, recorded.observation.http_status, phrases)


def change_lines(change: Change, language: str) -> Iterator[str]:
    """What differs, in sentences, then each place as it was (``-``) and as it is (``+``)."""
    phrases = phrases_for(language, _UTC)
    if change.outcome is not ChangeOutcome.CHANGED:
        yield phrases.say("Nothing changed.")
        return
    yield from change_sentences(change, phrases)
    for excerpt in change.excerpts:
        if excerpt.under:
            yield f"@ {excerpt.under}"
        if excerpt.before:
            yield f"- {excerpt.before}"
        if excerpt.after:
            yield f"+ {excerpt.after}"


def document_lines(change: Change, at: datetime, language: str) -> Iterator[str]:
    """What became of the files that a page links to, with the day it was seen; of new content its hash and date."""
    phrases = phrases_for(language, _UTC)
    for fact in change.facts:
        if fact.kind not in DOCUMENT_FACTS:
            continue
        yield f"{at:%Y-%m-%d}  {fact_sentence(fact, phrases)}"
        for label, name in (("sha256", "hash"), ("Last-Modified", "modified")):
            if before := fact.value(f"before_{name}"):
                yield f"            {label} {before} → {fact.value(f'after_{name}')}"
