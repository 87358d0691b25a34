"""House styles: what stands around the text on pages of Dutch governments and the systems they use. All names made up."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


def _menu(*items: str) -> str:
    links = "".join(f"<li><a href='/{item.lower().replace(' ', '-')}'>{item}</a></li>" for item in items)
    return f"<nav><ul>{links}</ul></nav>"


_SEARCH = "<form role='search' action='/zoeken'><input type='search' name='q'><button>Zoek</button></form>"
_LOGIN_BOX = (
    "<div class='login-box'><form action='/login'><label>Gebruikersnaam</label><input name='u'><label>Wachtwoord</label>"
    "<input type='password' name='p'><button>Inloggen</button></form></div>"
)
_CONSENT = (
    "<div id='cookie-banner' class='cookie-consent'><h2>Cookies op deze website</h2><p>Wij gebruiken cookies om de website te "
    "verbeteren.</p><button>Akkoord</button><button>Weigeren</button></div>"
)
_GEMEENTE = _menu("Home", "Inwoners", "Ondernemers", "Bestuur", "Afval", "Paspoort", "Verhuizen", "Werk en inkomen")
_RIJK = _menu("Home", "Onderwerpen", "Documenten", "Nieuws", "Over ons", "Contact")
_VERENIGING = _menu("Producten", "Nieuws", "Agenda", "Over de vereniging", "Inloggen", "Contact")
_FOOT = (
    "<footer><ul>"
    + "".join(f"<li><a href='/{x}'>{x.title()}</a></li>" for x in ("privacy", "cookies", "toegankelijkheid", "sitemap"))
    + "</ul></footer>"
)

STYLES: dict[str, tuple[str, str, str]] = {
    "gemeente": (
        "<meta name='generator' content='Drupal 10'>",
        f"<header><a href='/'>Gemeente Voorbeeldstad</a>{_SEARCH}</header>{_GEMEENTE}",
        _FOOT,
    ),
    "provincie": (
        "<meta name='generator' content='TYPO3 CMS'>",
        f"<header><a href='/'>Provincie Voorbeeld</a>{_SEARCH}</header>{_RIJK}",
        _FOOT,
    ),
    "rijk": (
        "",
        f"<header><div class='logo'>Kenniscentrum Overheid</div></header>{_RIJK}{_SEARCH}",
        _FOOT + "<script src='/piwik.js'></script>",
    ),
    "vereniging": (
        "<meta name='generator' content='Umbraco'>",
        f"<header><a href='/'>Vereniging Voorbeeld</a></header>{_VERENIGING}",
        _FOOT,
    ),
    "vereniging-login": ("", f"<header><a href='/'>Vereniging Voorbeeld</a>{_LOGIN_BOX}</header>{_VERENIGING}", _FOOT),
    "wordpress": (
        "<meta name='generator' content='WordPress 6.7'>",
        f"<header id='masthead'><a href='/'>Informatieveiligheid Oost</a></header>{_menu('Home', 'Product', 'Nieuws', 'Contact')}",
        "<aside class='widget-area'><h2>Recente berichten</h2><ul><li><a href='/n1'>Oefening in het oosten</a></li><li><a href='/n2'>Nieuwe collega</a></li></ul></aside>"
        + _FOOT,
    ),
    "wordpress-captcha": (
        "<script src='https://www.google.com/recaptcha/api.js?render=x'></script>",
        f"<header id='masthead'><a href='/'>Informatieveiligheid Oost</a></header>{_menu('Home', 'Product', 'Nieuws', 'Contact')}",
        _FOOT,
    ),
    "sharepoint": (
        "<meta name='GENERATOR' content='Microsoft SharePoint'>",
        f"<div id='s4-workspace'><div id='suiteBar'>Meteen naar de inhoud</div>{_menu('Kennisplein', 'Nieuws', 'Opleidingen')}",
        "</div>" + _FOOT,
    ),
    "liferay": (
        "",
        f"<header id='banner'><a href='/web/guest'>Veiligheidsregio Voorbeeld</a></header>{_menu('Home', 'Kennisplein', 'Contact')}<div id='portlet'>",
        "</div>" + _FOOT,
    ),
    "wiki": (
        "<meta name='generator' content='MediaWiki 1.39'>",
        "<div id='mw-panel'><ul><li><a href='/index.php/Hoofdpagina'>Hoofdpagina</a></li><li><a href='/index.php/Speciaal:Recent'>Recente wijzigingen</a></li></ul></div>",
        "<div id='footer'>Deze pagina is voor het laatst bewerkt op 2 nov 2026.</div>",
    ),
    "consent": ("", f"{_CONSENT}<header><a href='/'>Vereniging Voorbeeld</a></header>{_VERENIGING}", _FOOT),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One page of the set, as a server would send it."""

    id: str
    page: str
    url: str
    type: str
    content: bytes


def dressed(style: str, title: str, main: str) -> str:
    """The page in its house style; ``raw`` is a whole page already."""
    if style == "raw":
        return main
    head, before, after = STYLES[style]
    return (
        f"<!DOCTYPE html><html lang='nl'><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body>{before}<main>{main}</main>{after}</body></html>"
    )


def samples(name: str) -> list[Sample]:
    """The pages of ``bad`` or ``innocent``."""
    rows = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["page"]
    return [
        Sample(
            id=row["id"],
            page=row.get("page", "document"),
            url="https://www.voorbeeld.nl" + row.get("path", "/producten/handreiking-dataclassificatie"),
            type=row.get("type", "text/html; charset=utf-8"),
            content=dressed(row["style"], row["title"], row["main"]).encode(),
        )
        for row in rows
    ]
