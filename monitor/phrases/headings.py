"""Kinds of action, counted: for the preheader and the headline."""

from monitor.model.report import FindingKind
from monitor.phrases.marks import NN_

KINDS: dict[FindingKind, tuple[str, str]] = {
    FindingKind.PARKED: NN_("{n} address in other hands", "{n} addresses in other hands"),
    FindingKind.DEAD: NN_("{n} dead address", "{n} dead addresses"),
    FindingKind.HOST: NN_("{n} site unreachable", "{n} sites unreachable"),
    FindingKind.REDESIGN: NN_("{n} site rebuilt", "{n} sites rebuilt"),
    FindingKind.CERTIFICATE: NN_("{n} certificate not valid", "{n} certificates not valid"),
    FindingKind.UNCERTAIN: NN_("{n} address unreachable", "{n} addresses unreachable"),
    FindingKind.MOVED: NN_("{n} moved", "{n} moved addresses"),
    FindingKind.SUCCESSOR: NN_("{n} successor", "{n} successors"),
    FindingKind.LOGIN: NN_("{n} behind a login", "{n} pages behind a login"),
    FindingKind.BLOCKED: NN_("{n} to look at by hand", "{n} pages to look at by hand"),
    FindingKind.FRAGMENT: NN_("{n} place in a page gone", "{n} places in pages gone"),
    FindingKind.SELECTOR: NN_("{n} selection that matches nothing", "{n} selections that match nothing"),
    FindingKind.CERTIFICATE_SOON: NN_("{n} certificate expires", "{n} certificates expire"),
    FindingKind.NORM: NN_("{n} norm", "{n} norms"),
}
