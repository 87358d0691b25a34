"""A source's row -> what happened to it, oldest first."""

from datetime import datetime

from monitor.model.report import Member, Row
from monitor.model.verdict import StandingWord
from monitor.phrases import Phrases
from monitor.phrases.facts import change_sentences
from monitor.phrases.happenings import happened_sentence
from monitor.phrases.states import STANDING, STATE


def events(row: Row, member: Member | None, phrases: Phrases) -> tuple[tuple[datetime, str], ...]:
    """Moments with their sentences: last good visit, beginning, certainty, recovery, change, last visit."""
    if row.recorded is None:
        return ()
    seen, standing = row.recorded.observation, row.recorded.standing
    found: list[tuple[datetime | None, str]] = []
    if standing.word is not StandingWord.OK:
        trouble = happened_sentence(standing.state, standing.reason, seen.http_status, phrases)
        found.append((standing.last_good_at, phrases.say("Last seen in order.")))
        found.append((standing.since, phrases.say("First seen: {what}", what=trouble)))
        if standing.word in (StandingWord.CONFIRMED, StandingWord.RECOVERED):
            found.append((standing.confirmed_at, phrases.say("Certain.")))
        found.append((standing.recovered_at, phrases.say("Works again.")))
    if member is not None and member.change is not None:
        said = phrases.say("Changed, and changed back to what it was.") if member.returned else None
        found.append((member.changed_at, said or " ".join(change_sentences(member.change, phrases)[:2])))
    state = phrases.say(STATE[row.state])
    certainty = f" ({phrases.say(STANDING[standing.word])})" if standing.word is not StandingWord.OK else ""
    last = phrases.say("Last visit: {state}.", state=f"{state}{certainty}")
    found.append((seen.at, last))
    return tuple(sorted(((at, text) for at, text in found if at is not None), key=lambda event: event[0]))
