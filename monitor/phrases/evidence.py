"""Which rule spoke -> a sentence. `{detail}` is the bare fact it saw: a status, an address, quoted words."""

import re

from monitor.model.verdict import Evidence, State
from monitor.phrases.language import Phrases
from monitor.phrases.marks import N_
from monitor.phrases.states import STATE

ANSWERS: dict[str, str] = {
    "status": N_("The server answered with status {detail}."),
    "failure": N_("Connecting failed: {detail}."),
    "refusal": N_("We did not ask: {detail}."),
    "challenge": N_("The site asks visitors to prove that they are human ({detail})."),
    "retry-after": N_("The server asks to wait ({detail})."),
    "page-behind-certificate": N_("Apart from its certificate, is the page there? {detail}"),
    "empty": N_("The answer was empty (status {detail})."),
    "truncated": N_("The answer broke off early ({detail})."),
    "not-modified": N_("The server says that nothing changed since the last visit (status {detail})."),
    "same-bytes": N_("The same file as last time (status {detail})."),
    "first-look": N_("An earlier look in the same run showed: {detail}."),
    "moved": N_("The site forwards for good to: {detail}"),
    "moved-trivial": N_("The site forwards for good to almost the same address: {detail}"),
    "redirected": N_("The site forwards for the time being to: {detail}"),
    "permanent-redirect": N_("The site forwards for good (status {detail})."),
    "temporary-redirect": N_("The site forwards for the time being (status {detail})."),
    "meta-refresh": N_("The page says nothing and sends its visitors on (meta refresh)."),
    "limit": N_("A limit of our own was reached: {detail}."),
    "plain-accept": N_("The answer came only when asked a second time, in an ordinary way."),
    "robots-disallow": N_("The site's robots.txt asks programs to stay away."),
    "wiki-redirect": N_("The page itself says where it went: “{detail}”"),
    "internal-error": N_("Our own program failed; see the log."),
}

SOFT_404: dict[str, str] = {
    "like-last-good": N_("The text is still like the last good copy ({detail})."),
    "landing-root": N_("The address now leads to a home page: {detail}"),
    "landing-error": N_("The address now leads to an error page: {detail}"),
    "landing-shallow": N_("The address now leads to a page much higher up: {detail}"),
    "landing-shared": N_("Several addresses of the catalogue now lead to the same page ({detail})."),
    "refresh-root": N_("The page sends its visitors on to a home page: {detail}"),
    "canonical-root": N_("The page calls itself a home page: {detail}"),
    "wrong-kind": N_("A file was expected and a web page came ({detail})."),
    "identity-vanished": N_("The words of the tool's name left the page ({detail})."),
    "identity-absent": N_("No word of the tool's name stands on the page."),
    "identity-kept": N_("Title or heading still name the tool: {detail}."),
    "heading-vanished": N_("The heading “{detail}” is gone."),
    "text-vanished": N_("Almost nothing of the earlier text is left ({detail})."),
    "text-shrunk": N_("Much less text than before ({detail} words)."),
    "sibling-honest": N_("An address beside it that cannot exist does give an error ({detail}): the site is honest."),
    "sibling-same-place": N_("An address beside it that cannot exist leads to the same place: {detail}"),
    "sibling-alike": N_("An address beside it that cannot exist gives the same page ({detail} alike)."),
    "sibling-unlike": N_("An address beside it that cannot exist gives another page ({detail} alike)."),
    "home-same": N_("The page is the home page."),
    "home-alike": N_("The page is almost the home page ({detail} alike)."),
    "host-honest": N_("This site is known to give real errors."),
    "host-soft": N_("This site is known to hide its errors."),
    "everything-alike": N_("The site answers every address with the same page."),
    "not-found-mark": N_("The page carries the mark of an error page ({detail})."),
    "about-the-cue": N_("The page explains errors; it is none itself ({detail})."),
    "asked-for": N_("The address asks for such a page itself ({detail})."),
    "not-found-title": N_("The title says that the page was not found: “{detail}”"),
    "not-found-heading": N_("The heading says that the page was not found: “{detail}”"),
    "not-found-opening": N_("The first sentence says that the page was not found: “{detail}”"),
    "not-found-text": N_("The text says that the page was not found: “{detail}”"),
}

PAGES: dict[str, str] = {
    "blocked-title": N_("The title says that we are kept out: “{detail}”"),
    "blocked-heading": N_("The heading says that we are kept out: “{detail}”"),
    "blocked-opening": N_("The first sentence says that we are kept out: “{detail}”"),
    "blocked-text": N_("The text says that we are kept out: “{detail}”"),
    "placeholder-title": N_("The title is that of an empty or parked site: “{detail}”"),
    "placeholder-heading": N_("The heading is that of an empty or parked site: “{detail}”"),
    "placeholder-opening": N_("The first sentence is that of an empty or parked site: “{detail}”"),
    "placeholder-text": N_("The text is that of an empty or parked site: “{detail}”"),
    "challenge-mark": N_("The page carries the mark of a protection service ({detail})."),
    "unavailable-mark": N_("The page carries the mark of a maintenance page ({detail})."),
    "unavailable-title": N_("The title speaks of maintenance or a failure: “{detail}”"),
    "unavailable-heading": N_("The heading speaks of maintenance or a failure: “{detail}”"),
    "unavailable-opening": N_("The first sentence speaks of maintenance or a failure: “{detail}”"),
    "unavailable-text": N_("The text speaks of maintenance or a failure: “{detail}”"),
    "login-title": N_("The title asks to log in: “{detail}”"),
    "login-heading": N_("The heading asks to log in: “{detail}”"),
    "login-opening": N_("The first sentence asks to log in: “{detail}”"),
    "login-text": N_("The text asks to log in: “{detail}”"),
    "captcha": N_("The page holds a test for robots ({detail})."),
    "wall-frame": N_("The page is the frame of a protection service ({detail})."),
    "password-field": N_("The page asks for a password."),
    "password-alone": N_("There is little else on the page than a log-in form."),
    "login-address": N_("The address now leads to a log-in page: {detail}"),
    "parking-mark": N_("The page carries the mark of a domain seller ({detail})."),
    "application-root": N_("The page is an empty frame that only a script fills ({detail})."),
    "asks-for-script": N_("The page asks to switch scripts on: “{detail}”"),
    "only-scripts": N_("The page consists of scripts, without text."),
    "only-frames": N_("The page consists of frames, without text."),
    "next-to-nothing": N_("There is next to no text on the page ({detail} words)."),
    "redirect-stub": N_("The page only sends its visitors on by script: {detail}"),
    "sale-wording": N_("The page offers the domain for sale: “{detail}”"),
    "parking-host": N_("The page comes from a company that sells domains: {detail}"),
    "host-changed": N_("The address now ends on another domain: {detail}"),
    "title-is-host": N_("The title is only the name of the domain: “{detail}”"),
    "names-own-host": N_("The text names the domain as its subject: {detail}"),
    "nothing-else": N_("The page has no pages of its own beside it."),
}

YES_NO: dict[str, str] = {"yes": N_("yes"), "no": N_("no")}
_OPENSSL = re.compile(r"certificate verify failed: (.+?) \(_ssl\.c:\d+\)")
"""What OpenSSL found, without the place in its source."""

EVIDENCE: dict[str, str] = {**ANSWERS, **SOFT_404, **PAGES}


def evidence_sentence(evidence: Evidence, phrases: Phrases) -> str:
    """One ground in words; a rule without words of its own is shown by its name, never left out."""
    message = EVIDENCE.get(evidence.rule)
    if message is None:
        return f"{evidence.rule}: {evidence.detail}" if evidence.detail else evidence.rule
    return phrases.say(message, detail=_in_words(evidence, phrases))


def _in_words(evidence: Evidence, phrases: Phrases) -> str:
    """A detail that is a word of ours is said in the reader's language; all others are facts and stay as they are."""
    first = evidence.detail.partition(" ")[0]
    if evidence.rule == "first-look" and first in STATE:
        return phrases.say(STATE[State(first)])
    if evidence.detail in YES_NO:
        return phrases.say(YES_NO[evidence.detail])
    hit = _OPENSSL.search(evidence.detail)
    return hit.group(1) if hit else evidence.detail
