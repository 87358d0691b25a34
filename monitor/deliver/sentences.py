"""What stands in the way of a message -> a sentence for the operator, with what to do."""

import re

from monitor.deliver.outgoing import Problem

SENTENCES = {
    Problem.UNREACHABLE: "The relay does not answer. Check [mail] relay and port, and the firewall between.",
    Problem.NOT_TAKEN_NOW: "The relay does not take it now and may later (greylisting, a full disk). Try again in five minutes.",
    Problem.NO_TLS: 'The relay offers no STARTTLS, so nothing was sent. Ask its administrator: did it before, something between may take the offer out. Or set tls = "implicit" with port 465; a relay inside your own network may be named in plain_relays.',
    Problem.CERTIFICATE: 'The TLS handshake failed. Is the relay called by the name in its certificate? Its authority goes in [network] ca_file; a relay on this machine may do with tls = "none".',
    Problem.PLAIN_REFUSED: 'This would go out without TLS, so nothing was sent. Set tls = "required"; plain_relays never carry a password, or AMBER.',
    Problem.NEVER_MAILED: "TLP:RED is never mailed.",
    Problem.TLS_NEEDED: 'The relay wants TLS. Set tls = "required".',
    Problem.LOGIN_NEEDED: "The relay wants a log-in. Set [mail] username, and the password as MONITOR_MAIL__PASSWORD.",
    Problem.LOGIN_REFUSED: "The log-in was refused. Check username and password before trying again: some relays lock the account.",
    Problem.SENDER_REFUSED: "The relay does not let this sender send. Check [mail] sender.",
    Problem.RECIPIENT_REFUSED: "The relay does not take mail for this address. Check its spelling, and whether this machine may relay.",
    Problem.CONTENT_REFUSED: "The relay refused the message itself. Ask its administrator why.",
    Problem.TOO_LARGE: "The message is larger than the relay takes.",
}
SECOND_COPY = "second copy"
"""Opens the text of a message that is sent again although it may have arrived: there is never a third."""
PERHAPS_ARRIVED = "The message was sent and no answer came: it may have arrived. Look in the mailbox."
_KEPT = re.compile(rf"(?P<opening>{SECOND_COPY}: )?(?P<slug>[a-z-]+): ?(?P<said>.*)", re.DOTALL)


def written(problem: Problem, text: str) -> str:
    """How the outbox keeps a problem: its slug and the relay's own words."""
    return f"{problem}: {text}"


def told(kept: str) -> str:
    """What the outbox keeps, as a sentence with the relay's words; what names no problem stays as it is."""
    match = _KEPT.fullmatch(kept)
    if match is None or match["slug"] not in SENTENCES:
        return kept
    said = f" ({match['said']})" if match["said"] else ""
    return f"{match['opening'] or ''}{SENTENCES[Problem(match['slug'])]}{said}"


def told_to_all(kept: str) -> str:
    """The sentence alone, for a log: the relay's words may name a reader."""
    match = _KEPT.fullmatch(kept)
    return SENTENCES[Problem(match["slug"])] if match and match["slug"] in SENTENCES else ""
