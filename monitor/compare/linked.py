"""Document -> the files it links to; two sets of them -> facts."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from monitor.compare.significance import weight_of
from monitor.model.change import Change, ChangeOutcome, Fact, FactKind
from monitor.model.document import Document
from monitor.model.observation import LinkedDocument

MAX_LINKED = 200
"""A page that links to more files is a library, not an aid; the first ones are watched."""
DOCUMENT_SCORE = 3.0
RETURN_SCORE = 0.3
"""Nothing to do any more: worth a line, so that nobody goes on looking for it."""
RENAME_SCORE = 1.0
MOVE_SCORE = 0.3
"""The same file at a new address was uploaded again: worth a line, no alarm."""
_SHORT_HASH = 12
"""Enough to tell two files apart by hand."""

_SIZE_NOTE = re.compile(
    r"\s*[\[(]?\s*(?:\b(?:pdf|docx?|xlsx?|pptx?|od[tsp]|zip|csv)\b[\s,;:|–-]*)?(?:\d+(?:[.,]\d+)?\s*[kmg]i?b\b)?"
    r"(?:[\s,;:|–-]*\b(?:pdf|docx?|xlsx?|pptx?|od[tsp])\b)?\s*[\])]?\s*$"
    r"|[\s\[(|,;:–-]*\b(?:pdf|docx?|xlsx?|pptx?|od[tsp])\b[^.!?()\[\]]{0,40}\b\d+(?:[.,]\d+)?\s*[kmg]i?b[\s\])]*$",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"/([^/]+\.(?!(?:php\d?|aspx?|ashx|jspx?|cfm|cgi|dll|s?html?)(?:$|/))[a-z][a-z0-9]{2,3})(?:/[0-9a-f-]{6,})?$",
    re.IGNORECASE,
)
"""A path that ends in a file's own name, or in that and an id; a script's name says nothing about what it gives."""
_COUNTER = re.compile(r"(?:[-_ ]+(?:\(?\d\)?|copy|kopie))$")


def linked_documents(document: Document, *, also: Container[str] = ()) -> tuple[LinkedDocument, ...]:
    """The files linked from the main region, each address once, in the order of the page, at most `MAX_LINKED`.

    `also`: addresses that showed to be files, whatever the link says of itself.
    """
    found: dict[str, str] = {}
    for link in document.links:
        if link.is_main and len(found) < MAX_LINKED and (link.is_document or link.url in also):
            found[link.url] = found.get(link.url) or _name(link.text, link.url)
    return tuple(LinkedDocument(url=url, name=name) for url, name in found.items())


def names_file(url: str) -> bool:
    """Whether an address itself says that it is a file's."""
    return _FILE.search(url.partition("?")[0]) is not None


def compare_linked(before: Sequence[LinkedDocument], after: Sequence[LinkedDocument]) -> tuple[Fact, ...]:
    """What happened to the files behind a page, most telling first.

    A file at a new address is *moved* where its bytes or its text are the same, or, as long as those are not known, where its
    file name is the same under another folder (`/media/<random letters>/name.pdf`). An address that is an id names no
    file: then the link's text does, in the order of the page. New bytes at the same address, or under the same text
    with another id, are *replaced* only where the text differs too: a file that was merely saved again is silent.
    """
    old, new = {_place(item.url): item for item in before}, {_place(item.url): item for item in after}
    gone = [item for url, item in old.items() if url not in new]
    come = [item for url, item in new.items() if url not in old]
    facts = [fact for url, item in new.items() if url in old for fact in _same_address(old[url], item)]
    for item in tuple(come):
        twin = next((other for other in gone if _is_same_file(other, item)), None)
        twin = twin or next((other for other in gone if _is_same_link(other, item)), None)
        if twin is None:
            continue
        gone.remove(twin)
        come.remove(item)
        if _has_other_content(twin, item):
            facts.append(_replaced(twin, item))
            continue
        facts.append(_fact(FactKind.DOCUMENT_MOVED, MOVE_SCORE, name=item.name, before=twin.url, after=item.url))
        facts.extend(_renamed(twin, item))
    facts.extend(_fact(FactKind.DOCUMENT_ADDED, DOCUMENT_SCORE, name=item.name, url=item.url) for item in come)
    facts.extend(_fact(FactKind.DOCUMENT_REMOVED, DOCUMENT_SCORE, name=item.name, url=item.url) for item in gone)
    return tuple(sorted(facts, key=lambda fact: -fact.score))


def slides(before: Sequence[LinkedDocument], after: Sequence[LinkedDocument]) -> bool:
    """Whether a list moved on by some places: what is newest came at one end, as much went at the other."""
    old, new = [_place(item.url) for item in before], [_place(item.url) for item in after]
    if len(old) != len(new):
        return False
    steps = range(1, len(new))
    return any(new[step:] == old[:-step] or old[step:] == new[:-step] for step in steps)


def without_slide(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts without the files that came and went."""
    return tuple(fact for fact in facts if fact.kind not in {FactKind.DOCUMENT_ADDED, FactKind.DOCUMENT_REMOVED})


def with_documents(change: Change, facts: Iterable[Fact]) -> Change:
    """The change with what asking for the files showed; it outdoes what their links alone let suppose."""
    asked = tuple(facts)
    if set(asked) <= set(change.facts):
        return change
    certain = {address for fact in asked for address in _addresses(fact)}
    known = tuple(fact for fact in change.facts if certain.isdisjoint(_addresses(fact)))
    told = (*known, *asked)
    score = round(sum(fact.score for fact in told), 2)
    return replace(change, outcome=ChangeOutcome.CHANGED, weight=weight_of(score), facts=told, score=score, reason=None)


def _addresses(fact: Fact) -> set[str]:
    """The files that a fact is about."""
    if not fact.kind.startswith("document-"):
        return set()
    names = ("before", "after") if fact.kind is FactKind.DOCUMENT_MOVED else ("url",)
    return {fact.value(name) for name in names}


def _same_address(before: LinkedDocument, after: LinkedDocument) -> Iterator[Fact]:
    if after.is_gone and not before.is_gone:
        yield _fact(FactKind.DOCUMENT_LOST, DOCUMENT_SCORE, name=after.name, url=after.url)
    if before.is_gone and not after.is_gone:
        yield _fact(FactKind.DOCUMENT_RETURNED, RETURN_SCORE, name=after.name, url=after.url)
    if _has_other_content(before, after):
        yield _replaced(before, after)
    yield from _renamed(before, after)


def _has_other_content(before: LinkedDocument, after: LinkedDocument) -> bool:
    is_read_twice = bool(before.content_hash and after.content_hash)
    return is_read_twice and before.content_hash != after.content_hash and not _has_same_text(before, after)


def _replaced(before: LinkedDocument, after: LinkedDocument) -> Fact:
    told = {
        "before_bytes": str(before.size_bytes),
        "after_bytes": str(after.size_bytes),
        "before_hash": before.content_hash[:_SHORT_HASH],
        "after_hash": after.content_hash[:_SHORT_HASH],
    }
    if before.last_modified and after.last_modified:
        told |= {"before_modified": before.last_modified, "after_modified": after.last_modified}
    return _fact(FactKind.DOCUMENT_REPLACED, DOCUMENT_SCORE, name=after.name, url=after.url, **told)


def _renamed(before: LinkedDocument, after: LinkedDocument) -> Iterable[Fact]:
    if not before.name or not after.name or _key(before.name) == _key(after.name):
        return ()
    return (_fact(FactKind.DOCUMENT_RENAMED, RENAME_SCORE, before=before.name, after=after.name, url=after.url),)


def _has_same_text(before: LinkedDocument, after: LinkedDocument) -> bool:
    return bool(before.text_hash) and before.text_hash == after.text_hash


def _is_same_file(before: LinkedDocument, after: LinkedDocument) -> bool:
    if before.content_hash and after.content_hash:
        return before.content_hash == after.content_hash or _has_same_text(before, after)
    return _file_key(before.url) == _file_key(after.url) != ""


def _is_same_link(before: LinkedDocument, after: LinkedDocument) -> bool:
    """Whether two addresses on one host that name no file stand behind the same words."""
    is_id = not _file_key(before.url) and not _file_key(after.url)
    return is_id and _key(before.name) == _key(after.name) != "" and _host(before.url) == _host(after.url)


def _host(url: str) -> str:
    return urlsplit(url).netloc.casefold()


def _place(url: str) -> str:
    """The address of a file; a query behind a file's own name (``name.pdf?v=7``) is renewed at will and is none of it."""
    return url.partition("?")[0] if names_file(url) else url


@lru_cache(maxsize=2 * MAX_LINKED)
def _file_key(url: str) -> str:
    """A file's name on letters and digits, without the counter or folder that an upload adds."""
    found = _FILE.search(unquote(urlsplit(url).path))
    stem, _, suffix = found[1].casefold().rpartition(".") if found else ("", "", "")
    return f"{_key(_COUNTER.sub('', stem))}.{suffix}" if stem else ""


def _name(text: str, url: str) -> str:
    """The link's text without its note of kind and size; the file's name where there is no text."""
    whole = " ".join(text.split())
    name = _SIZE_NOTE.sub("", whole)
    if name.count("(") > name.count(")"):
        name = whole  # the bracket was the name's own: "Handreiking (herzien)"
    return name or unquote(urlsplit(url).path).rpartition("/")[2]


def _key(text: str) -> str:
    return "".join(re.findall(r"\w", text.casefold()))


def _fact(kind: FactKind, score: float, **values: str) -> Fact:
    return Fact(kind=kind, values=tuple(values.items()), score=score)
