"""A catalogue file -> `Catalogue`, and back as edits."""

from monitor.catalogue.read import read_catalogue, require_entries
from monitor.catalogue.template import catalogue_template
from monitor.catalogue.tlp import parse_tlp

__all__ = [
    "catalogue_template",
    "parse_tlp",
    "read_catalogue",
    "require_entries",
]
