"""The words by which a page speaks about itself."""

NOUNS = (
    "pagina|webpagina|website|document|handreiking|versie|publicatie|norm|normenkader|richtlijn|leidraad|factsheet|whitepaper"
    "|baseline|toolkit|toolbox|hulpmiddel|product|instrument|methode|methodiek|standaard|bestand|sjabloon|template|model|brochure"
    "|rapport|handleiding|gids|kader|editie|uitgave|tekst|informatie|inhoud|regeling|zelftoets|toets|checklist|overzicht|bijlage"
    "|webpage|page|guide|guidance|version|publication|standard|specification|report|edition|guideline|framework|repository"
    "|project|tool|paper|release|draft|article|information|content|resource|manual|recommendation|policy"
)
SELF = rf"(?:(?:deze|dit|onderstaande|bovenstaande|this|the present)\s+(?:[\w-]+\s+){{0,2}}?[\w-]*?(?:{NOUNS})(?:\b|(?<=s)))"
"""Pattern of "deze handreiking", "dit (oude) document", "this standard"."""
