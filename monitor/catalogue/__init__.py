"""A catalogue file -> `Catalogue`, and back as edits."""

from monitor.catalogue.patch import Edit, catalogue_text, propose_edits, unified_diff, write_catalogue
from monitor.catalogue.read import read_catalogue, require_entries
from monitor.catalogue.template import catalogue_template
from monitor.catalogue.tlp import parse_tlp

__all__ = [
    "Edit",
    "catalogue_template",
    "catalogue_text",
    "parse_tlp",
    "propose_edits",
    "read_catalogue",
    "require_entries",
    "unified_diff",
    "write_catalogue",
]
