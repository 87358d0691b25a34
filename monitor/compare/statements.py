"""Tagged sentence -> what it states of the page: that it has a successor, or that it has ended."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from monitor.compare.notice_verbs import HAVE, SEPARABLE
from monitor.compare.self_reference import noun_kind, words_of
from monitor.compare.statement_patterns import (
    ACTIVES,
    APPOSITION,
    CONDITION,
    CURRENT_IN,
    EXISTENCES,
    HEIR,
    IS_OLD,
    IT,
    NEWER_ELSEWHERE,
    OF_WHETHER,
    OLD_AND,
    OLDER,
    PARTICIPLE_FIRST,
    PREDICATIONS,
    REFERRAL,
    SECOND,
    TAKES_OVER,
    applicable,
)
from monitor.compare.tagging import Tagged
from monitor.model.change import FactKind

SUCCESSOR, WITHDRAWN = FactKind.SUCCESSOR, FactKind.WITHDRAWN
IsOwn = Callable[[str, bool], bool]
"""Whether words are the page's own name; the second tells that they are what another document replaces."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said of the page, with the words that name the successor."""

    kind: FactKind
    name: str = ""
    is_soft: bool = False
    """Only said to be an old edition; a newer one named beside it says the same and more."""


def statements(sentence: Tagged, is_own: IsOwn) -> Iterator[Statement]:
    """What a sentence says of the page; nothing for a question, a condition, a wish, a denial or a quotation."""
    if sentence.text.rstrip().endswith("?"):
        return
    found = list(_predicated(sentence, is_own))
    if not found:
        found = [*_first(sentence, (PARTICIPLE_FIRST,), is_own), *_first(sentence, ACTIVES, is_own)][:1]
    if not any(statement.kind is FactKind.SUCCESSOR for statement in found):
        found += _first(sentence, EXISTENCES, is_own)
    if not found and (old := IS_OLD.search(sentence.tags)) and _is_stated(sentence, old):
        more = OLD_AND.search(sentence.tags, old.end())
        said = _predicate(sentence, more) if more and _is_stated(sentence, more) else None
        found = [said or _old(sentence, old)]
    yield from found


def _predicated(sentence: Tagged, is_own: IsOwn) -> Iterator[Statement]:
    for pattern in applicable(PREDICATIONS, sentence.tags):
        for found in pattern.finditer(sentence.tags):
            if _is_of_the_page(sentence, found, is_own) and _is_stated(sentence, found) and _fits(sentence, found):
                yield from _chained(sentence, found)
                return


def _chained(sentence: Tagged, found: re.Match[str]) -> Iterator[Statement]:
    """A predicate and those that follow it; "verouderd en vervangen door" says no more than its second half."""
    following: re.Match[str] | None = found
    while following:
        statement, now = _predicate(sentence, following), following
        following = SECOND.match(sentence.tags, _after(sentence.tags, now))
        if statement and not (following and following["name"] and following[0][0] == "k" and _is_aged(sentence, now)):
            yield statement


def _is_aged(sentence: Tagged, found: re.Match[str]) -> bool:
    return bool(found.groupdict().get("ended")) and sentence.words(*found.span("ended")).casefold() in _AGED


def _after(tags: str, found: re.Match[str]) -> int:
    """Where a second predicate may begin; the "and" before it may have been taken for a part of the name."""
    return found.end() - (tags[: found.end()].endswith("k"))


def _predicate(sentence: Tagged, found: re.Match[str]) -> Statement | None:
    groups = found.groupdict()
    if "Dt" in (groups.get("ended") or ""):
        return Statement(SUCCESSOR)
    if groups.get("ended") or groups.get("first") or groups.get("holds") or groups.get("ends"):
        return Statement(WITHDRAWN)
    if is_incident(sentence, found):
        return None
    if agent := groups.get("agent"):
        return _by_agent(sentence, found, agent)
    if keeper := groups.get("keeper"):
        is_document = bool(set(keeper) & set("NGP")) or "W0" in keeper or "://" in sentence.words(*found.span("keeper"))
        return Statement(SUCCESSOR, sentence.words(*found.span("keeper"))) if is_document else None
    return Statement(SUCCESSOR, named(sentence, found) if groups.get("name") else "")


def _by_agent(sentence: Tagged, found: re.Match[str], agent: str) -> Statement | None:
    """``door de Gids 2.0 vervangen`` names the successor, ``door de VNG vervangen`` who did it."""
    if set(agent) & set("NGP0"):
        return Statement(SUCCESSOR, named(sentence, found))
    return Statement(SUCCESSOR) if "W" in agent else None


def _with_apposition(tags: str, start: int, end: int) -> int:
    """Where a name ends; "een nieuw document" is told which after a colon."""
    more = APPOSITION.match(tags, end)
    return more.end() if more and not set(tags[start:end]) & set('W0"') else end


def is_incident(sentence: Tagged, found: re.Match[str]) -> bool:
    """``opgevolgd door een gesprek``, ``door het bestuur``, ``Vervanger: J. Jansen``: what is named is no document."""
    name = found.groupdict().get("name")
    words = sentence.words(*found.span("name")).lstrip(" :") if name else ""
    if not name or "://" in words:
        return False
    if words.strip() in {"-", "–", "—"}:
        return True
    is_named = bool(set(name) & set('WNGPCu0"')) or not ("w" in name or name.strip(":a,.") in {"s", "S"})
    return not is_named or "~" in name or bool(_INITIALS.match(words))


def named(sentence: Tagged, found: re.Match[str]) -> str:
    """The words under the group that names the successor, without the marks around them."""
    start, end = found.span(
        next((group for group in ("name", "other", "agent", "address") if found.groupdict().get(group)), 0)
    )
    end = _with_apposition(sentence.tags, start, end)
    name = sentence.tags[start:end]
    start += len(name) - len(name.lstrip(':"a,.'))
    end -= len(name) - len(name.rstrip("k,a(."))
    return sentence.words(start, end)


def _first(sentence: Tagged, patterns: tuple[re.Pattern[str], ...], is_own: IsOwn) -> list[Statement]:
    """The first of some ways to name a successor."""
    for pattern in applicable(patterns, sentence.tags):
        for found in pattern.finditer(sentence.tags):
            is_meant = (
                _is_of_the_page(sentence, found, is_own) and _is_stated(sentence, found) and _fits(sentence, found)
            )
            if is_meant and not is_incident(sentence, found):
                return [Statement(SUCCESSOR, named(sentence, found))]
    return []


_INITIALS = re.compile(r"(?:[A-Z]\.\s?)+(?:(?:[a-z]+\s){0,3}[A-Z]\w|$)|[A-Z]$")
_IN_PROGRESS = re.compile(r"\b(?:wordt|worden|is being|are being)\b[^\d]*$", re.IGNORECASE)
"""Replaced, but neither when nor by what."""
_FORMALLY = words_of("""
    meer geldig, langer geldig, longer valid, ingetrokken, buiten werking, herroepen, vervallen verklaard, te vervallen, geldigheid, van kracht, bijgehouden, onderhouden, ondersteund
    withdrawn, rescinded, repealed, revoked, in force, in effect, maintained
""")
"""What is only done to what stands on paper."""
_TERMINATED = words_of("vervallen, verlopen, expired, lapsed")
"""What happens to it on a date: ``Dit besluit is vervallen op 1 mei 2020``."""
_AGED = frozenset(words_of("verouderd, achterhaald, gedateerd, outdated, out of date, out-of-date, obsolete"))
_OLD_EDITION = re.compile(r"[oe]GpS")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _is_of_the_page(sentence: Tagged, found: re.Match[str], is_own: IsOwn) -> bool:
    """By what points at it or by its name; beside "deze handreiking" a name is another's."""
    if not found.groupdict().get("own"):
        return True
    return "S" not in sentence.tags[: found.start("own")] and is_own(
        sentence.words(*found.span("own")), "name" in found.groupdict() and found.start("name") < found.start("own")
    )


def _fits(sentence: Tagged, found: re.Match[str]) -> bool:
    """Whether the words under some tags are the ones that the pattern is about."""
    said = {name: sentence.words(*found.span(name)).casefold() for name, tag in found.groupdict().items() if tag}
    return (
        ("first" not in said or (said["first"], said["second"]) in SEPARABLE)
        and ("has" not in said or said["has"] in HAVE)
        and ("had" not in said or said["had"] in HAVE)
        and not ("bare" in said and _IN_PROGRESS.search(sentence.words(*found.span())))
        and not (said.get("verb") in HAVE and "bare" in said)
        and ("content" not in said or bool({"content"} & {noun_kind(word) for word in said["content"].split()}))
        and ("came" not in said or said["came"] in {"gekomen", "getreden", "come"})
        and ("address" not in said or "://" in said["address"])
        and _ends_as_document(sentence, found, said)
    )


def _ends_as_document(sentence: Tagged, found: re.Match[str], said: dict[str, str]) -> bool:
    """``Dit protocol is ingetrokken``; "dit protocol is verouderd" may be said of what is done."""
    at = sentence.tags.find("S", *found.span())
    noun = sentence.words(at, at + 1).casefold().rpartition(" ")[2] if at >= 0 else ""
    if noun_kind(noun) != "arrangement":
        return True
    name = sentence.words(*found.span("name")) if said.get("name") else ""
    names_one = any(
        noun in word.casefold() or (kind := noun_kind(word.casefold())) == "document" or (kind and word[0].isupper())
        for word in re.findall(r"\w[\w-]*", name)
    )
    is_formal = any(word in said.get("ended", "") for word in _FORMALLY)
    return names_one or is_formal or (said.get("ended") in _TERMINATED and _is_dated(sentence, at, found.end()))


def _is_dated(sentence: Tagged, start: int, end: int) -> bool:
    """Whether a date with its year stands between, or right behind."""
    after = re.compile("p?0").match(sentence.tags, end)
    return bool(_YEAR.search(sentence.words(start, after.end() if after else end)))


def _is_stated(sentence: Tagged, found: re.Match[str]) -> bool:
    """No condition, possibility or expectation before it in its clause, no condition after it, no quotation around it."""
    before, after = sentence.tags[: found.start()], sentence.tags[found.end() :]
    clause = re.split(r"[.;!|]", before)[-1]
    is_open = OF_WHETHER.match(sentence.text) or set(clause) & set("dmf") or "d" in found[0]
    is_other = found[0].startswith("s") and "S" in after  # "versie 1.0" beside "deze versie"
    return not is_open and not is_other and before.count('"') % 2 == 0 and not CONDITION.match(after)


def _old(sentence: Tagged, found: re.Match[str]) -> Statement:
    is_older = bool(OLDER & set(sentence.words(*found.span()).casefold().split()))
    is_edition = bool(_OLD_EDITION.match(sentence.tags, found.end() - 2)) and "x" not in sentence.tags[found.end() :]
    is_outgrown = is_older or is_edition or "r" in found[0] or names_newer(sentence, found.end())
    return Statement(SUCCESSOR) if is_outgrown else Statement(WITHDRAWN, is_soft=True)


def names_newer(sentence: Tagged, start: int = 0) -> bool:
    """Whether it speaks of a newer or the current edition: ``De actuele versie staat elders``."""
    return bool(NEWER_ELSEWHERE.search(sentence.tags, start))


def referral(sentence: Tagged) -> str:
    """What a sentence sends the reader to: ``Gebruik in plaats daarvan X``."""
    found = HEIR.search(sentence.tags) or TAKES_OVER.search(sentence.tags) or REFERRAL.search(sentence.tags)
    if not found and (current := CURRENT_IN.match(sentence.tags)) and set("NG") & set(current["name"]):
        found = current
    return named(sentence, found) if found else ""


def said_of_it(sentence: Tagged) -> Statement | None:
    """What a sentence after a notice says of the same: ``Het is vervangen door X``."""
    found = IT.match(sentence.tags)
    return _predicate(sentence, found) if found and _is_stated(sentence, found) else None
