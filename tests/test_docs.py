"""What the documentation tells people to type exists."""

import re
from pathlib import Path

import click
import pytest

from monitor.cli.app import cli

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *(ROOT / "deploy" / name for name in ("crontab", "windows-task-scheduler.md", "Containerfile")),
    *(ROOT / "deploy" / "systemd").iterdir(),
]
GLOBAL = {"--catalogue", "--settings", "-v", "-vv", "-q", "--help", "--version"}
TYPED = re.compile(r"(?:toolkit-monitor(?:\.exe)?|python -m monitor)((?: +[^\s`'\"#;,|)]+)+)")
"""What stands after the program's name, on one line."""
CODE = re.compile(r"```[^`]*```|`[^`\n]+`|^ {4,}.+$", re.MULTILINE)
SPANS = re.compile(r"`([a-z]+(?: [^`\n]+)?)`")


def commands() -> dict[str, click.Command]:
    """Every command and subcommand by its words."""
    context = click.Context(cli)
    found: dict[str, click.Command] = {}
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        found[name] = command
        if isinstance(command, click.Group):
            found |= {f"{name} {sub}": child for sub, child in command.commands.items()}
    return found


def wrong(words: list[str], known: dict[str, click.Command]) -> str | None:
    """What is wrong with a command line, None when nothing is."""
    while words and words[0].startswith("-"):
        if words[0] not in GLOBAL:
            return f"no option {words[0]}"
        words = words[2:] if words[0] in {"--catalogue", "--settings"} else words[1:]
    if not words or not words[0][0].islower():
        return None
    name = words[0].rstrip(".:")
    if name not in known:
        return f"no command {name}"
    command = known.get(" ".join((name, *words[1:2])), known[name])
    options = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    unknown = [word for word in words[1:] if word.startswith("--") and word.split("=")[0].rstrip(".") not in options]
    return f"{name} has no {unknown[0]}" if unknown else None


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_that_is_written_down_exists(document: Path) -> None:
    known = commands()
    text = document.read_text(encoding="utf-8")
    code = "\n".join(CODE.findall(text)) if document.suffix == ".md" else text
    typed = [found[1].split() for found in TYPED.finditer(code)]
    first_words = {name.split()[0] for name in known}
    typed += [span.split() for span in SPANS.findall(text) if span.split()[0] in first_words and " " in span]
    problems = [(" ".join(words), problem) for words in typed if (problem := wrong(words, known))]
    assert not problems


def test_every_command_has_help_and_is_in_the_readme_or_the_operations() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    for name, command in commands().items():
        assert command.help, name
        assert name.split()[0] in text, name


def test_every_make_target_that_is_written_down_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for document in (ROOT / "README.md", ROOT / "docs" / "operations.md", ROOT / "CONTRIBUTING.md"):
        for target in re.findall(r"`make ([a-z]+)", document.read_text(encoding="utf-8")):
            assert target in targets, (document.name, target)


def test_every_linked_file_exists() -> None:
    for document in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"
