"""Watch the addresses of a living document: dead links and real changes told, noise left out."""

__version__ = "0.1.0"
