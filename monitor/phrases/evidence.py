"""Which rule spoke -> a sentence. `{detail}` is the bare fact it saw: a status, an address, quoted words."""

from monitor.model.verdict import Evidence
from monitor.phrases.language import Phrases
from monitor.phrases.marks import N_

EVIDENCE: dict[str, str] = {
    "status": N_("The server answered with status {detail}."),
    "failure": N_("Connecting failed: {detail}."),
    "no-response": N_("Connecting failed: {detail}."),
}


def evidence_sentence(evidence: Evidence, phrases: Phrases) -> str:
    """One ground in words; a rule without words of its own is shown by its name, never left out."""
    message = EVIDENCE.get(evidence.rule)
    if message is None:
        return f"{evidence.rule}: {evidence.detail}" if evidence.detail else evidence.rule
    return phrases.say(message, detail=evidence.detail)
