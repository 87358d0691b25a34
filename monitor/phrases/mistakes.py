"""What is wrong in a catalogue, by kind: the problem and how to mend it."""

from monitor.phrases.marks import N_

MISTAKES: dict[str, tuple[str, str]] = {
    "yaml": (
        N_("cannot be read as YAML: {given}"),
        N_("mend the text at this line; indentation and quotes are the usual cause"),
    ),
    "encoding": (
        N_("is not UTF-8 text"),
        N_("save the file as UTF-8"),
    ),
    "too-large": (
        N_("the file is larger than {given}"),
        N_("write lists of this size as .csv or .jsonl"),
    ),
    "empty-file": (
        N_("the file is empty"),
        N_("start from the file that `toolkit-monitor init` writes"),
    ),
    "not-a-mapping": (
        N_("is {given}, where keys with values are expected"),
        N_("start with `schema_version: 1`"),
    ),
    "second-document": (
        N_("a second YAML document starts here"),
        N_("keep one document in the file, without `---`"),
    ),
    "too-deep": (
        N_("is nested too deeply"),
        N_("no part of a catalogue needs more than seven levels"),
    ),
    "alias": (
        N_("uses the anchor or alias {name}"),
        N_("write the value out; anchors and aliases are refused"),
    ),
    "tag": (
        N_("uses the tag {name}"),
        N_("leave the tag out"),
    ),
    "odd-key": (
        N_("a key is not plain text"),
        N_("use one of the known keys"),
    ),
    "duplicate-key": (
        N_("stands twice here, first at line {other}"),
        N_("keep one of them"),
    ),
    "schema-version": (
        N_("is {given}, and this program reads version 1"),
        N_("write `schema_version: 1`"),
    ),
    "no-schema-version": (
        N_("is missing; version 1 is assumed"),
        N_("write `schema_version: 1` at the top"),
    ),
    "columns": (
        N_("the first line does not name the columns id and title"),
        N_("start with: id,title,url,publisher,tlp"),
    ),
    "unknown-column": (
        N_("is not a known column; it is left out"),
        N_("use the columns {known}, or a .yaml catalogue"),
    ),
    "csv": (
        N_("cannot be read as CSV: {given}"),
        N_("mend the quotes of this line"),
    ),
    "json": (
        N_("cannot be read as JSON: {given}"),
        N_("write one object with at least an id and a title on a line of its own"),
    ),
    "missing": (
        N_("is missing"),
        N_("add it"),
    ),
    "empty-value": (
        N_("is empty"),
        N_("fill it in, or leave the key out"),
    ),
    "unprintable": (
        N_("holds the character {given}, which is no text"),
        N_("take it out"),
    ),
    "unknown-key": (
        N_("is not a known key"),
        N_("did you mean {nearest}? Known here: {known}"),
    ),
    "number": (
        N_("is {given}, not text"),
        N_('put it in quotes: "{given}"'),
    ),
    "wrong-type": (
        N_("is {given}"),
        N_("write {expected}"),
    ),
    "bad-id": (
        N_("{given!r} is not a usable id"),
        N_("use lower-case letters, digits and single hyphens"),
    ),
    "reserved-id": (
        N_("'document' stands for the document's own place"),
        N_("choose another id"),
    ),
    "duplicate-id": (
        N_("{given!r} is taken at line {other}"),
        N_("give each tool, source and norm an id of its own"),
    ),
    "former-id": (
        N_("{given!r} belongs to line {other} too; nothing of it is taken over here"),
        N_("take it out here, or give the other one another id"),
    ),
    "missing-source-id": (
        N_("has no id; it is {given!r} as long as the order stays"),
        N_("give it an id of its own"),
    ),
    "url-and-sources": (
        N_("has both `url` and `sources`"),
        N_("move the address into `sources`, or keep `url` alone"),
    ),
    "url-scheme": (
        N_("{given!r} is no http or https address"),
        N_("write the whole address, starting with https://"),
    ),
    "url-characters": (
        N_("has the character {given}, which no address holds"),
        N_("percent-encode it (a space is %20) or remove it"),
    ),
    "url-userinfo": (
        N_("holds a user name or password"),
        N_("take out what stands between // and @"),
    ),
    "url-length": (
        N_("is {given} characters long"),
        N_("an address may have 4096"),
    ),
    "bad-url": (
        N_("is no usable address: {given}"),
        N_("copy the address from a browser"),
    ),
    "duplicate-url": (
        N_("is the address of line {other} again"),
        N_("keep one of them"),
    ),
    "bad-date": (
        N_("{given!r} is no date"),
        N_("write it as 2026-05-01"),
    ),
    "bad-interval": (
        N_("{given!r} is no interval"),
        N_("write hours, days or weeks: 12h, 7d, 2w"),
    ),
    "bad-selector": (
        N_("is no CSS selector: {given}"),
        N_("test it in the browser: document.querySelector(…)"),
    ),
    "tlp-missing": (
        N_("is missing; it counts as TLP:AMBER"),
        N_("write the classification as printed"),
    ),
    "tlp-undecided": (
        N_("{given!r} is undecided; it counts as {label}"),
        N_("ask the owner for a classification"),
    ),
    "tlp-unknown": (
        N_("{given!r} has unknown words; it counts as {label}"),
        N_("use one of wit, groen, amber, amber+strict, rood"),
    ),
    "tlp-contradiction": (
        N_("{given!r} contradicts itself; it counts as {label}"),
        N_("keep one of the labels"),
    ),
    "no-source-left": (
        N_("none of its sources can be used"),
        N_("mend the sources named above"),
    ),
    "and-more": (
        N_("{given} more of this kind"),
        N_("mend the first ones and look again"),
    ),
}
