"""A recorded visit, or a change -> lines for the terminal: `history` and `diff`."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from monitor.model.change import Change, ChangeOutcome
from monitor.model.observation import Recorded
from monitor.phrases.facts import change_sentences
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
