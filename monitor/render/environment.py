"""The template environment: escaping on whatever a template is called, an unknown name is an error.

Imported only when something is rendered: a run without a report does not pay for Jinja.
"""

from functools import cache
from textwrap import wrap

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup

from monitor.errors import OutputError
from monitor.phrases import Phrases
from monitor.render.escaping import visible
from monitor.render.folders import TEMPLATES, template_folders
from monitor.render.view import FieldView

TEXT_WIDTH = 78


class Lines(str):
    """Text whose line breaks are our own: made by `fill`, from words already cleaned."""

    __slots__ = ()


def fill(text: str, indent: int = 0, hanging: int | None = None, width: int = TEXT_WIDTH) -> Lines:
    """Words wrapped at the width; an address is never broken."""
    first, rest = " " * indent, " " * (indent if hanging is None else hanging)
    lines = wrap(
        visible(text),
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return Lines("\n".join(lines))


def labelled(field: FieldView, indent: int) -> Lines:
    """``Label: value``, further values below it; an address that does not fit beside its label stands on its own line."""
    first, *rest = field.values
    head = f"{visible(field.label)}: {visible(first.text)}"
    fits = not first.is_url or len(head) + indent <= TEXT_WIDTH
    lines = (
        [fill(head, indent, indent + 2)] if fits else [fill(f"{field.label}:", indent), fill(first.text, indent + 2)]
    )
    return Lines("\n".join([*lines, *(fill(value.text, indent + 2) for value in rest)]))


def underline(text: str, mark: str) -> Lines:
    """A heading with a line of marks under it."""
    shown = fill(text)
    return Lines(f"{shown}\n{mark * max(len(line) for line in shown.splitlines() or [''])}")


def _shown_in_text(value: object) -> object:
    return value if isinstance(value, Lines) or not isinstance(value, str) else visible(value)


def _shown_in_html(value: object) -> object:
    return value if isinstance(value, Markup) or not isinstance(value, str) else visible(value)


def _loader() -> ChoiceLoader:
    return ChoiceLoader([FileSystemLoader(folder) for folder in template_folders()])


@cache
def html_environment() -> Environment:
    """For HTML: everything is escaped."""
    environment = Environment(
        loader=_loader(),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown_in_html,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["anchor"] = lambda text: "".join(
        letter for letter in str(text) if letter.isalnum() or letter == "-"
    )
    return environment


@cache
def text_environment() -> Environment:
    """For plain text: nothing is markup, and no value brings a line break of its own."""
    environment = Environment(
        loader=_loader(),
        autoescape=False,  # noqa: S701 - plain text; every value is cleaned by `finalize`
        undefined=StrictUndefined,
        finalize=_shown_in_text,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["fill"] = fill
    environment.filters["labelled"] = labelled
    environment.filters["underline"] = underline
    return environment


def render(environment: Environment, name: str, *, phrases: Phrases, **values: object) -> str:
    """One template with its values; any trouble in it is ours, and says which template."""
    try:
        return environment.get_template(name).render(_=phrases.say, ngettext=phrases.count, phrases=phrases, **values)
    except TemplateError as error:
        raise OutputError(f"Template {name} cannot be rendered: {error}", "Restore the templates folder.") from error


def our_file(name: str) -> str:
    """A style sheet or script of ours, as it stands in the templates folder."""
    environment = html_environment()
    try:
        return environment.loader.get_source(environment, name)[0] if environment.loader else ""
    except TemplateError as error:
        raise OutputError(f"{name} is missing from the templates.", "Restore the templates folder.") from error


def check_templates() -> int:
    """Compile every template; how many there are. Raises `OutputError`, naming the broken or missing one."""
    for name in TEMPLATES:
        environment = text_environment() if name.endswith(".txt.j2") else html_environment()
        try:
            environment.get_template(name)
        except TemplateError as error:
            raise OutputError(
                f"Template {name} is missing or broken: {error}", "Restore the templates folder."
            ) from error
    return len(TEMPLATES)
