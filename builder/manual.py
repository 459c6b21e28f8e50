"""All commands as a manual: a page of the guide in Markdown, and a page for `man`, from what --help says itself."""

import re
from collections.abc import Iterator, Sequence

import click
import msgspec

EXIT_CODES = (
    (0, "Done."),
    (1, "Something must be mended, and is told: in content, settings, theme, or on the disk."),
    (2, "The command was written wrongly."),
    (75, "Another build of the same site is running."),
    (130, "Interrupted; nothing is half written."),
)


class Verb(msgspec.Struct, frozen=True, kw_only=True):
    """One command."""

    name: str
    """With those above it: `fonds new site`."""
    usage: str
    """Its arguments, as the help shows them."""
    about: tuple[str, ...]
    """Paragraphs."""
    examples: str
    """Lines, as they are typed; may be empty."""
    options: tuple[tuple[str, str], ...]
    """Each with its meaning."""


def list_verbs(command: click.Command, name: str) -> Iterator[Verb]:
    """A command and all below it, in the order in which they were declared."""
    context = click.Context(command, info_name=name)
    if isinstance(command, click.Group):
        for below in command.commands.values():
            yield from list_verbs(below, f"{name} {below.name}")
        return
    about = tuple(" ".join(block.split()) for block in re.split(r"\n\s*\n", (command.help or "").strip()))
    # Behind the sign that keeps its lines as they are, and a heading.
    examples = (command.epilog or "").splitlines()[2:]
    usage = [piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]"]
    records = (
        option.get_help_record(context) for option in command.params if isinstance(option, click.Option)
    )
    yield Verb(
        name=name,
        usage=" ".join(usage),
        about=about,
        examples="\n".join(line.strip() for line in examples),
        options=tuple(record for record in records if record),
    )


def write_markdown(verbs: Sequence[Verb]) -> str:
    """The commands as the text of a page."""
    parts = []
    for verb in verbs:
        parts.append(
            f"## {verb.name}\n\n```\n{' '.join(filter(None, [verb.name, verb.usage]))} [OPTIONS]\n```\n"
        )
        parts += [f"{paragraph}\n" for paragraph in verb.about]
        if verb.examples:
            parts.append(f"```\n{verb.examples}\n```\n")
        rows = [f"| `{option}` | {_cell(meaning)} |\n" for option, meaning in verb.options]
        parts.append(f"| Option | Meaning |\n|---|---|\n{''.join(rows)}")
    codes = "".join(f"| {code} | {meaning} |\n" for code, meaning in EXIT_CODES)
    parts.append(f"## Exit codes\n\n| Code | Meaning |\n|---|---|\n{codes}")
    return "\n".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def write_man_page(verbs: Sequence[Verb], about: str, version: str) -> str:
    """The commands as a page for `man`; the format is man(7)."""
    lines = [f'.TH FONDS 1 "" "Fonds {version}"', ".SH NAME", f"fonds \\- {_roff(about)}", ".SH SYNOPSIS"]
    for verb in verbs:
        lines += [f".B {_roff(verb.name)}", _roff(f"{verb.usage} [OPTIONS]".strip()), ".br"]
    lines.append(".SH COMMANDS")
    for verb in verbs:
        lines += [f".SS {_roff(' '.join(filter(None, [verb.name, verb.usage])))}"]
        lines += [line for paragraph in verb.about for line in (_roff(paragraph), ".PP")]
        if verb.examples:
            lines += [".nf", *(f"    {_roff(line)}" for line in verb.examples.splitlines()), ".fi"]
        lines += [
            line
            for option, meaning in verb.options
            for line in (".TP", f".B {_roff(option)}", _roff(meaning))
        ]
    lines.append(".SH EXIT STATUS")
    lines += [line for code, meaning in EXIT_CODES for line in (".TP", f".B {code}", _roff(meaning))]
    return "".join(f"{line}\n" for line in lines)


def _roff(text: str) -> str:
    """Text as itself: man(7) would take hyphens for dashes, and a point or quote at the start for a request."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
