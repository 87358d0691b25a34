"""An address's fragment, a page's targets -> whether the place it points at is there."""

import re

from monitor import urls
from monitor.model.document import Document, MediaKind
from monitor.model.verdict import Flag

TEXT_DIRECTIVE = ":~:"
"""What follows is for the browser's search, not an id (WICG text fragments): never missing."""

PREFIX = "user-content-"
"""Put before every id by sanitisers (GitHub, Gitea), taken off again by a script."""

SCRIPT_HEAVY = 25
"""A page that loads so many scripts may well make its parts and their ids by script."""

_TAB = re.compile(r"^(?:tab|pane|panel|accordion|collapse|slide|step)s?[-_]?\w*$|^[!/]|=", re.IGNORECASE)
"""Names of tabs and folds, and routes of applications: scripts read these, whatever ids there are."""


def fragment_flag(document: Document, url: str, *, is_shell: bool = False) -> Flag | None:
    """Say whether the fragment of the catalogue's address is missing, or cannot be known.

    Exact in case (HTML Standard, 7.4.6.4), decoded; `top` and the empty one always exist. A fragment is only
    missing on a page that lists targets and is not made by scripts: a flag, never a death.
    """
    fragment = urls.fragment_of(url).partition(TEXT_DIRECTIVE)[0]
    if not fragment or fragment.lower() == "top" or document.kind is not MediaKind.HTML:
        return None
    if {fragment, PREFIX + fragment} & document.fragments:
        return None
    return Flag.FRAGMENT_UNKNOWABLE if is_shell or _is_scripted(fragment, document) else Flag.FRAGMENT_MISSING


def _is_scripted(fragment: str, document: Document) -> bool:
    """Whether the target may be made by a script: an application, a route, or a page full of scripts without ids."""
    signals = document.signals
    is_for_scripts = bool(_TAB.search(fragment)) and signals.scripts > 0
    return is_for_scripts or bool(signals.app_roots) or signals.scripts >= SCRIPT_HEAVY
