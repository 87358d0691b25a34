"""A recorded visit, or a change -> lines for the terminal: `history` and `diff`."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.model.change import DOCUMENT_FACTS, Change, ChangeOutcome
from monitor.model.observation import Recorded
from monitor.phrases.facts import change_sentences, fact_sentence
from monitor.phrases.happenings import happened_sentence
from monitor.phrases.language import phrases_for
from monitor.phrases.states import STANDING, STATE

_UTC = ZoneInfo("UTC")


def timeline_line(recorded: Recorded, language: str) -> str:
    """``2026-11-23 06:00  Dead (confirmed): The page no longer exists (404).``; the time is UTC."""
    phrases = phrases_for(language, _UTC)
    seen, standing = recorded.observation, recorded.standing
    state = phrases.say(STATE[seen.verdict.state])
    told = [happened_sentence(seen.verdict.state, seen.verdict.reason, seen.http_status, phrases)]
    if seen.change.is_told:
        told += change_sentences(seen.change, phrases)[:2]
    words = " ".join(part for part in told if part)
    return f"{seen.at:%Y-%m-%d %H:%M}  {state} ({phrases.say(STANDING[standing.word])}): {words}"


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
