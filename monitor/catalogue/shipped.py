"""The catalogue that comes with the product: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_PLACES = (_PACKAGE / "shipped" / "catalogue.yaml", _PACKAGE.parent / "catalogue.yaml")


def shipped_catalogue_path() -> Path:
    """Where it lies."""
    return next(path for path in _PLACES if path.is_file())


def shipped_catalogue() -> str:
    """Its text."""
    return shipped_catalogue_path().read_text(encoding="utf-8")
