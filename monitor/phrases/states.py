"""States, classes, reasons, flags and standings -> their words."""

from monitor.model.report import FindingKind, Section
from monitor.model.source import Tlp
from monitor.model.verdict import Flag, StandingWord, State
from monitor.phrases.marks import N_

STATE: dict[State, str] = {
    State.ALIVE: N_("OK"),
    State.REDIRECTED: N_("OK, forwarded"),
    State.MOVED: N_("Moved"),
    State.MOVED_TRIVIAL: N_("Address slightly different"),
    State.DEAD: N_("Dead"),
    State.SOFT_404: N_("Probably dead"),
    State.HOST_GONE: N_("Dead, server gone"),
    State.PARKED: N_("In other hands"),
    State.SERVER_ERROR: N_("Temporarily unreachable"),
    State.UNREACHABLE: N_("Temporarily unreachable"),
    State.TIMEOUT: N_("Temporarily unreachable"),
    State.BLOCKED: N_("Refused (blocks robots)"),
    State.RATE_LIMITED: N_("Refused (too busy)"),
    State.LOGIN_REQUIRED: N_("Behind login"),
    State.TLS_PROBLEM: N_("Certificate not valid"),
    State.NOT_CHECKED: N_("Not checked"),
}

BADGE: dict[FindingKind, str] = {
    FindingKind.PARKED: N_("IN OTHER HANDS"),
    FindingKind.DEAD: N_("DEAD"),
    FindingKind.HOST: N_("SITE UNREACHABLE"),
    FindingKind.REDESIGN: N_("SITE REBUILT"),
    FindingKind.CERTIFICATE: N_("CERTIFICATE NOT VALID"),
    FindingKind.UNCERTAIN: N_("UNREACHABLE"),
    FindingKind.MOVED: N_("MOVED"),
    FindingKind.SUCCESSOR: N_("SUCCESSOR"),
    FindingKind.LOGIN: N_("BEHIND LOGIN"),
    FindingKind.BLOCKED: N_("LOOK BY HAND"),
    FindingKind.FRAGMENT: N_("PLACE IN PAGE GONE"),
    FindingKind.SELECTOR: N_("SELECTION MATCHES NOTHING"),
    FindingKind.CERTIFICATE_SOON: N_("CERTIFICATE EXPIRES"),
    FindingKind.NORM: N_("NORM"),
    FindingKind.CHANGE: N_("CONTENT CHANGED"),
    FindingKind.MOVED_TRIVIAL: N_("ADDRESS SLIGHTLY DIFFERENT"),
}
"""One word a kind, in capitals: the status is never told by colour alone."""

PROBABLY_DEAD = N_("PROBABLY DEAD")
NORM_OUTDATED = N_("The current edition of {norm} is {current}; still named in an older edition by: {tools}.")

SECTION: dict[Section, str] = {
    Section.ACTION: N_("Action needed"),
    Section.CHANGED: N_("Content changed"),
    Section.RECOVERED: N_("Recovered"),
    Section.PENDING: N_("Not certain yet"),
    Section.ACKNOWLEDGED: N_("Being handled"),
    Section.MUTED: N_("Muted"),
    Section.MINOR: N_("Small changes"),
    Section.PROPOSED: N_("Known proposals"),
}

STANDING: dict[StandingWord, str] = {
    StandingWord.OK: N_("in order"),
    StandingWord.PENDING: N_("not certain yet"),
    StandingWord.CONFIRMED: N_("confirmed"),
    StandingWord.RECOVERED: N_("recovered"),
}

FLAG: dict[Flag, str] = {
    Flag.FRAGMENT_MISSING: N_("the place in the page that the address points at is gone"),
    Flag.FRAGMENT_UNKNOWABLE: N_("the place in the page cannot be checked"),
    Flag.TYPE_CHANGED: N_("another kind of file than before"),
    Flag.CERTIFICATE_ENDS_SOON: N_("the certificate expires soon"),
    Flag.PLAIN_HTTP: N_("not encrypted (http)"),
    Flag.CHAIN_TOO_LONG: N_("forwarded many times"),
    Flag.SLOW: N_("slow"),
    Flag.CANONICAL_ELSEWHERE: N_("the page names another address as its own"),
    Flag.SUPERSEDED: N_("the page says that something newer exists"),
    Flag.UNSTABLE: N_("the page alternates between versions"),
    Flag.TRUNCATED: N_("not received in full"),
    Flag.UNREADABLE: N_("the file cannot be read"),
    Flag.NEEDS_SCRIPT: N_("the text only appears in a browser"),
}

NOT_CHECKED: dict[str, str] = {
    "void-run": N_("our own network failed"),
    "robots": N_("the site asks programs to stay away (robots.txt)"),
    "scheme": N_("not a web address (http or https)"),
    "private-address": N_("leads to an address inside a private network"),
    "port": N_("uses a port that is not allowed"),
    "too-large": N_("too large to read"),
    "budget": N_("no time left in this run"),
    "bad-url": N_("the address cannot be read; correct it in the catalogue"),
    "no-address": N_("no address in the catalogue"),
    "undecidable": N_("it cannot be told whether this is still the page; open it once"),
    "internal-error": N_("an error in our own program; see the log"),
    "worker-crash": N_("part of our own program stopped; see the log"),
    "skipped": N_("left alone, as agreed with the publisher"),
    "blocked": N_("the site refuses programs; open it in a browser if in doubt"),
    "rate-limited": N_("the site asked us to come back later"),
}

TLP_MEANING: dict[Tlp, str] = {
    Tlp.CLEAR: N_("May be shared freely."),
    Tlp.GREEN: N_("Share within the own community only, not in public."),
    Tlp.AMBER: N_(
        "Only for the own organisation and its clients who need to know. "
        "The toolkit asks more: do not pass on without the owner's permission."
    ),
    Tlp.AMBER_STRICT: N_("Only for the own organisation, for those who need to know. Do not pass on."),
    Tlp.RED: N_("Only for the persons to whom this was given. Do not pass on."),
}
