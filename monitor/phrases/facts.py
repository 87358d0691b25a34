"""What differs, per kind of fact -> a sentence. Values are page text: they are put in as they are, and escaped later."""

from collections.abc import Sequence

from monitor.model.change import Change, Fact, FactKind
from monitor.phrases.language import Phrases
from monitor.phrases.marks import N_, NN_

FACT: dict[FactKind, str] = {
    FactKind.VERSION_CHANGED: N_("New version: {before} → {after}."),
    FactKind.DATE_CHANGED: N_("Date changed: {before} → {after}."),
    FactKind.TITLE_CHANGED: N_("Title changed: “{before}” → “{after}”."),
    FactKind.REWRITTEN: N_("Largely new text ({share}%)."),
    FactKind.AMOUNT_CHANGED: N_("Amount changed: {before} → {after}."),
    FactKind.KEY_TERM_ADDED: N_("Now mentions “{term}”."),
    FactKind.KEY_TERM_REMOVED: N_("No longer mentions “{term}”."),
    FactKind.DOCUMENT_ADDED: N_("New document: {name} ({url})."),
    FactKind.DOCUMENT_REMOVED: N_("Document gone: {name} ({url})."),
    FactKind.DOCUMENT_RENAMED: N_("Document renamed: “{before}” → “{after}”."),
    FactKind.DOCUMENT_MOVED: N_("Document {name} has a new address: {after}."),
    FactKind.DOCUMENT_REPLACED: N_("Document replaced: {name}, {before_bytes} → {after_bytes}."),
    FactKind.DOCUMENT_LOST: N_("Document not there any more, though the page still links to it: {name} ({url})."),
    FactKind.DOCUMENT_RETURNED: N_("Document is there again: {name} ({url})."),
    FactKind.OTHER_DOCUMENT: N_("This is another document: “{before}” → “{after}”."),
    FactKind.TYPE_CHANGED: N_("Another kind of file: {before} → {after}."),
    FactKind.RETURNED: N_("Back to the text of {seen}."),
    FactKind.UNSTABLE: N_("The page alternates between {variants} versions."),
    FactKind.SUCCESSOR: N_("The page names a successor: “{phrase}”"),
    FactKind.WITHDRAWN: N_("The page says that it no longer holds: “{phrase}”"),
    FactKind.FURNITURE: N_("Only what all pages of the site share."),
    FactKind.SHARED: N_("What changed stands, or stood, on other pages of the site too."),
    FactKind.BYTES_CHANGED: N_("The file differs ({before_bytes} → {after_bytes}) and could not be read."),
    FactKind.SELECTOR_MISSED: N_("The part of the page that the catalogue selects is not there any more."),
    FactKind.UNCONFIRMED: N_("A second look in the same run did not show it again."),
}

COUNTED: dict[FactKind, tuple[str, str]] = {
    FactKind.TEXT_ADDED: NN_("{n} sentence added", "{n} sentences added"),
    FactKind.TEXT_REMOVED: NN_("{n} sentence removed", "{n} sentences removed"),
    FactKind.TEXT_REWORDED: NN_("{n} sentence reworded", "{n} sentences reworded"),
    FactKind.LINKS_CHANGED: NN_("{n} link changed", "{n} links changed"),
}
"""Kinds that count; their sentence goes on with the heading it stands under, if there is one."""

AROUND_TITLE = N_("In the title only what stands around the name changed: “{before}” → “{after}”.")
LINK: dict[tuple[bool, bool], str] = {
    (True, True): N_("Link “{name}” has a new address: {after}."),
    (False, True): N_("New link: “{name}” ({after})."),
    (True, False): N_("Link gone: “{name}” ({before})."),
}
"""What became of one link, by whether it was there before and is there now."""
AMONG = N_("{what}, among them “{name}”.")
MAX_FACTS = 5
UNDER = N_("{what} under “{heading}”.")
SAME_SIZE = N_("Document replaced: {name}; its size is about the same.")
_DATED = frozenset({FactKind.DATE_CHANGED, FactKind.RETURNED})
_SIZES = frozenset({"before_bytes", "after_bytes"})


class _Values(dict[str, str]):
    """A value that was not recorded is shown as a question mark instead of breaking the sentence."""

    def __missing__(self, key: str) -> str:
        return "?"


def fact_sentence(fact: Fact, phrases: Phrases) -> str:
    """One fact in the reader's language."""
    if fact.kind in COUNTED:
        return _counted(fact, phrases)
    if fact.kind is FactKind.TITLE_CHANGED and (kept := fact.value("kept")) and kept in fact.value("after"):
        return phrases.fill(AROUND_TITLE, dict(fact.values))
    values = _Values({name: _written(name, value, fact.kind, phrases) for name, value in fact.values})
    if fact.kind is FactKind.DOCUMENT_REPLACED and values["before_bytes"] == values["after_bytes"]:
        return phrases.fill(SAME_SIZE, values)
    return phrases.fill(FACT[fact.kind], values)


def _written(name: str, value: str, kind: FactKind, phrases: Phrases) -> str:
    if name in _SIZES:
        return phrases.size(value)
    return phrases.written_date(value) if kind in _DATED else value


def _counted(fact: Fact, phrases: Phrases) -> str:
    one, many = COUNTED[fact.kind]
    number = fact.value("count")
    what = phrases.count(one, many, int(number) if number.isdecimal() else 1)
    heading, name = fact.value("under"), fact.value("name")
    if name and number == "1":
        return phrases.fill(LINK[bool(fact.value("before")), bool(fact.value("after"))], dict(fact.values))
    if name:
        return phrases.say(AMONG, what=what, name=name)
    return phrases.say(UNDER, what=what, heading=heading) if heading else f"{what}."


def quoted_once(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts without a withdrawal in the very sentence that names the successor."""
    quoted = {fact.value("phrase") for fact in facts if fact.kind is FactKind.SUCCESSOR}
    return tuple(fact for fact in facts if fact.kind is not FactKind.WITHDRAWN or fact.value("phrase") not in quoted)


def change_sentences(change: Change, phrases: Phrases) -> tuple[str, ...]:
    """The facts of a change in sentences, most telling first; a new version is always named."""
    said = [fact_sentence(fact, phrases) for fact in quoted_once(change.facts)[:MAX_FACTS]]
    version = change.version_after
    if version and version != change.version_before and not any(version in sentence for sentence in said):
        said.insert(0, phrases.say(FACT[FactKind.VERSION_CHANGED], before=change.version_before or "?", after=version))
    return tuple(said) or (phrases.say("The text changed."),)
