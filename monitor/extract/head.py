"""A page's head -> its title, and what it says about the page."""

from selectolax.lexbor import LexborNode

from monitor.extract.links import Resolver
from monitor.extract.signals import SignalReader


def read_head(head: LexborNode, resolve: Resolver, signals: SignalReader) -> str:
    """Tell `signals` of meta elements, scripts and the canonical link, let `resolve` count from the base; give the title."""
    base = head.css_first("base[href]")
    if base is not None:
        resolve.base = resolve(base.attributes["href"] or "") or resolve.base
    title = ""
    for node in head.iter():
        attributes = node.attributes
        match node.tag:
            case "title":
                title = title or " ".join(node.text(deep=True).split())
            case "meta":
                signals.meta(attributes)
            case "script":
                signals.script(attributes.get("src"), node.text(deep=True))
            case "link":
                if (attributes.get("rel") or "").lower() == "canonical" and (href := attributes.get("href")):
                    signals.canonical = resolve(href)
            case _:
                pass
    return title
