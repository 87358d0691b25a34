"""The catalogue that `init` writes for those who start with an empty one."""

from typing import Final

_TEMPLATE: Final = """\
# Everything that is watched. All keys: docs/catalogue.md. Look it over with: toolkit-monitor catalogue check
schema_version: 1

# The living document itself; its own place is watched too when it has a url.
document:
  title: My toolkit
  # url: "https://www.example.org/toolkit"

tools:
  # One row of the document. Only id and title are needed; a row without an address is reported as such.
  - id: first-tool                  # lower case, digits, hyphens; stable for ever
    title: First tool
    publisher: Example organisation
    tlp: "TLP:CLEAR"                # as printed: wit, groen, amber, rood are understood; without one it counts as AMBER
    url: "https://www.example.org/"

  # A row with several addresses, or with wishes about how to read a page:
  # - id: second-tool
  #   title: Second tool
  #   tlp: "TLP:CLEAR"
  #   sources:
  #     - id: second-tool
  #       url: "https://www.example.org/guide"
  #       watch: {select: "main", ignore: [".visitors"], key_terms: ["version"], interval: 7d}
  #     - id: second-tool-news
  #       url: "https://www.example.org/news"

# Norms that the tools lean on; when one moves on, tools that name the old edition are reported.
norms: []
"""


def catalogue_template() -> str:
    """A small commented catalogue that is valid as it stands."""
    return _TEMPLATE
