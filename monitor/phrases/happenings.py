"""What happened, per state and its reason, in a sentence that needs no knowledge of the web."""

from monitor.model.verdict import State
from monitor.phrases.language import Phrases
from monitor.phrases.marks import N_, NN_

HAPPENED: dict[str, str] = {
    "dead": N_("The page no longer exists."),
    "dead:404": N_("The page no longer exists (404)."),
    "dead:410": N_("The publisher removed the page on purpose (410)."),
    "dead:451": N_("The page was withdrawn for legal reasons (451)."),
    "soft-404": N_("The address still answers, but no longer with the page: it looks dead."),
    "soft-404:redirect-to-home": N_("The address now leads to the home page: the page itself is gone."),
    "soft-404:redirect-to-error": N_("The address now leads to an error page."),
    "soft-404:redirect-to-search": N_("The address now leads to search results."),
    "soft-404:home-page": N_("The address shows the home page: the page itself is gone."),
    "soft-404:same-as-nonexistent": N_("The site shows the same page for addresses that cannot exist."),
    "soft-404:not-found-text": N_("The page itself says that it was not found."),
    "soft-404:placeholder": N_("The address shows an empty or default page of the server."),
    "soft-404:wrong-kind": N_("A file was expected and a web page came."),
    "soft-404:empty": N_("The address answers with an empty page."),
    "host-gone": N_("The name of the server no longer exists (DNS)."),
    "parked": N_("The domain is no longer the publisher's: a page for sale or of a third party is shown."),
    "server-error": N_("The server reports an error of its own."),
    "server-error:empty": N_("The server answers without any content."),
    "server-error:redirect-loop": N_("The server keeps forwarding in a circle."),
    "server-error:too-many-redirects": N_("The server keeps forwarding in a circle."),
    "server-error:unavailable": N_("The site says that it is under maintenance."),
    "unreachable:name-temporary": N_("The name service (DNS) gave no answer for this site."),
    "unreachable:refused": N_("The server refuses the connection."),
    "unreachable": N_("No connection with the server."),
    "timeout": N_("The server does not answer in time."),
    "blocked": N_("The site refuses our program. That says nothing about the page: a browser may well show it."),
    "rate-limited": N_("The site asked us to come back later."),
    "login-required": N_("The page is now behind a login."),
    "tls-problem": N_("The certificate is not valid: browsers warn the reader."),
    "tls-problem:expired": N_("The certificate has expired: browsers warn the reader."),
    "tls-problem:not-yet-valid": N_("The certificate is not valid yet: browsers warn the reader."),
    "tls-problem:wrong-host": N_("The certificate belongs to another name: browsers warn the reader."),
    "tls-problem:untrusted": N_("The certificate comes from an authority that is not trusted."),
    "tls-problem:incomplete-chain": N_(
        "The server sends its certificate without the intermediate ones; some programs refuse that."
    ),
    "tls-problem:self-signed": N_("The certificate was signed by the server itself: browsers warn the reader."),
    "tls-problem:protocol": N_("No secure connection could be agreed on."),
    "moved": N_("The page has moved for good: the site forwards to the new address."),
    "moved:temporary-target": N_("The page has been forwarded to the same other place for weeks."),
    "moved-trivial": N_(
        "The address differs only slightly (http or https, www, a slash). It works; adjust it at leisure."
    ),
    "redirected": N_("The address works and forwards."),
    "alive": N_("The address works."),
}
"""Keys are a state, or a state and its reason after a colon; the most exact one is said."""

GROUP: dict[str, tuple[str, str]] = {
    "host": NN_(
        "The whole site {host} cannot be reached; {n} tool depends on it.",
        "The whole site {host} cannot be reached; {n} tools depend on it. One cause, one item.",
    ),
    "redesign:dead": NN_(
        "{n} page of {host} disappeared; the site seems rebuilt.",
        "{n} pages of {host} disappeared at once; the site seems rebuilt. Each needs its new address.",
    ),
    "redesign:changed": NN_(
        "{n} page of {host} was redone.",
        "{n} pages of {host} changed at once; the site seems redone. No page shows news of its own.",
    ),
    "moved": NN_(
        "{n} page of {host} now stands on {new_host}.",
        "{n} pages of {host} now stand on {new_host}: the site has moved.",
    ),
    "moved:within": NN_(
        "{n} page of {host} has a new address on the same site.",
        "{n} pages of {host} have a new address on the same site.",
    ),
    "change": NN_("{n} page of {host} changed.", "{n} pages of {host} have the same change."),
    "other": NN_("One cause on {host} for {n} tool.", "One cause on {host} for {n} tools."),
}

ADVICE: dict[str, str] = {
    "parked": N_(
        "Remove the address from the toolkit now: readers end up with a third party. Ask the publisher for the new place."
    ),
    "dead:suggested": N_("Open the suggestion. Right? Then put it in the cell “Waar te vinden” and in the catalogue."),
    "dead": N_("Ask the publisher where the tool is now, or remove it from the toolkit."),
    "host": N_("Wait a few days if this is new. Longer? Ask the publisher, or look for the organisation's new name."),
    "host:gone": N_("The organisation probably moved or merged: look for its new site and correct the addresses."),
    "redesign": N_(
        "Look up the new addresses on the publisher's site, or ask for a list. The suggestions below are a start."
    ),
    "redesign:changed": N_(
        "Nothing, unless a tool no longer does what the toolkit says. Open one or two of the pages."
    ),
    "certificate": N_("Tell the publisher. Do not teach readers to click past the warning."),
    "certificate-soon": N_("Tell the publisher if it is not renewed before that date."),
    "uncertain": N_("Wait. After two weeks treat it as dead: ask the publisher."),
    "moved": N_("Take over the new address in the cell “Waar te vinden” and in the catalogue."),
    "successor": N_("Look at the successor. Does it replace the tool? Then change name and address in the toolkit."),
    "login": N_("Note in the toolkit that an account is needed, or ask the publisher for a public place."),
    "blocked": N_(
        "Open the address once in a browser. Does it work? Then say so with the command; it stays silent for 90 days."
    ),
    "fragment": N_("Open the page, find the place that is meant, and correct the part of the address after the #."),
    "selector": N_(
        "Correct `watch.select` of this source in the catalogue, or remove it: until then no change of it is noticed."
    ),
    "norm": N_("Check whether the tools named here follow the new edition; ask their publishers if in doubt."),
    "norm:itself": N_("A norm moved on. Look which tools lean on it, and whether they follow."),
    "change": N_("Read what changed. Does the toolkit still describe it well? Then accept it."),
    "change:version": N_("A new version: adjust version or name in the toolkit where it is mentioned, then accept it."),
    "moved-trivial": N_("Nothing urgent: `catalogue patch` proposes the edits."),
    "recovered": N_("Nothing."),
    "pending": N_("Nothing yet. The next runs look again and decide."),
}

BRIEF: dict[str, str] = {
    "parked": N_("Remove the address now."),
    "dead:suggested": N_("Check the suggestion and take it over."),
    "dead": N_("Ask the publisher, or remove the tool."),
    "host": N_("Wait a few days, then ask the publisher."),
    "host:gone": N_("Look for the organisation's new site."),
    "redesign": N_("Look up the new addresses."),
    "redesign:changed": N_("Open one or two of the pages."),
    "certificate": N_("Tell the publisher."),
    "certificate-soon": N_("Tell the publisher."),
    "uncertain": N_("Wait; after two weeks ask the publisher."),
    "moved": N_("Take over the new address."),
    "successor": N_("Look at the successor."),
    "login": N_("Note that an account is needed."),
    "blocked": N_("Open the address in a browser."),
    "fragment": N_("Correct the part after the #."),
    "selector": N_("Correct the selection in the catalogue."),
    "norm": N_("Check whether the tools follow."),
    "norm:itself": N_("Look which tools lean on it."),
    "change": N_("Read what changed."),
    "change:version": N_("Adjust version or name."),
}
"""The same in a few words, for the list at the top; only for what asks for something."""

GROUND: dict[str, str] = {
    "moved": N_("the site forwards there for good"),
    "temporary-target": N_("the page has been forwarded there for weeks"),
    "sibling-redirect": N_("its neighbours were moved the same way"),
    "same-file-name": N_("same file name"),
    "sitemap-same-title": N_("same title, found in the site's own list of pages"),
    "parent-link": N_("linked from the page above it"),
    "home-link": N_("linked from the home page"),
    "link-same-title": N_("same title, found as a link on the publisher's site"),
    "superseded-by": N_("named in the catalogue as its successor"),
    "catalogue-successor": N_("named in the catalogue as its successor"),
    "archive": N_("last copy in a public web archive"),
}

_TWO_RUNS = N_("Certain when a second run, at least 20 hours later, shows the same.")
_THREE_RUNS = N_("Certain after three runs over almost three days.")
_SAME_RUN = N_("Certain after a second look in the same run.")

_BY_HAND = N_("After four runs we ask you to look by hand.")

CONFIRMATION: dict[State, str] = {
    State.BLOCKED: _BY_HAND,
    State.RATE_LIMITED: _BY_HAND,
    State.DEAD: _TWO_RUNS,
    State.SOFT_404: _TWO_RUNS,
    State.MOVED: _TWO_RUNS,
    State.LOGIN_REQUIRED: _TWO_RUNS,
    State.HOST_GONE: _THREE_RUNS,
    State.SERVER_ERROR: _THREE_RUNS,
    State.UNREACHABLE: _THREE_RUNS,
    State.TIMEOUT: _THREE_RUNS,
    State.PARKED: _SAME_RUN,
    State.TLS_PROBLEM: _SAME_RUN,
}


def happened_sentence(state: State, reason: str | None, status: int | None, phrases: Phrases) -> str:
    """What a visit showed: the most exact sentence there is for its state, reason and status."""
    keys = (f"{state}:{reason}", f"{state}:{status}", str(state))
    return next((phrases.say(HAPPENED[key]) for key in keys if key in HAPPENED), "")
