"""What all commands print alike: problems, failures, reports; and the exit codes."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from builder.errors import FondsError, Problem
    from builder.report import Report
    from builder.stopwatch import Reporter

EXIT_PROBLEMS = 1
EXIT_BUSY = 75
EXIT_INTERRUPTED = 130

MOST_SHOWN = 50
"""Problems that a terminal shows; --json has them all."""
FEW_NOTES = 5
"""Notes to be reviewed that a build shows; of more it says how many."""


@contextmanager
def failures_told(
    *,
    as_json: bool = False,
    in_json: "Callable[[FondsError | OSError], str] | None" = None,
    outcome: str = "nothing was published",
) -> "Iterator[None]":
    """What goes wrong inside, in words or as one JSON object, and as an exit code.

    `in_json` writes the object of a command that has a shape of its own.
    """
    from builder.errors import BusyError, FondsError, ProblemsError

    try:
        yield
    except (FondsError, OSError) as error:
        if in_json:
            click.echo(in_json(error))
        elif isinstance(error, ProblemsError):
            print_problems(error.problems, as_json=as_json, outcome=outcome)
        else:
            print_failure(str(error), as_json=as_json)
        sys.exit(EXIT_BUSY if isinstance(error, BusyError) else EXIT_PROBLEMS)
    except KeyboardInterrupt:
        click.echo("Interrupted: nothing is half written.", err=True)
        sys.exit(EXIT_INTERRUPTED)


@contextmanager
def progress_shown(*, quiet: bool) -> "Iterator[Reporter]":
    """A progress bar where somebody watches, else silence."""
    from builder.stopwatch import SILENT

    if quiet or not sys.stderr.isatty():
        yield SILENT
        return
    from builder.progress import progress_bar

    with progress_bar() as reporter:
        yield reporter


def print_report(report: "Report", *, as_json: bool) -> None:
    """What a build did."""
    if as_json:
        print_json(report=report)
        return
    from builder.files import CONFIG_FILE
    from builder.report import REVIEW_NOTE

    for reason in report.reasons:
        click.echo(f"/{reason.route}: {', '.join(reason.because)}", err=True)
    others = [problem for problem in report.warnings if not problem.message.startswith(REVIEW_NOTE)]
    notes = len(report.warnings) - len(others)
    # After an import there may be hundreds, and they stay until somebody has looked at each.
    is_queue = notes > FEW_NOTES
    shown = others if is_queue else report.warnings
    for problem in shown[:MOST_SHOWN]:
        click.echo(f"{tag('warning')} {problem}", err=True)
    print_rest(len(shown), "warnings")
    if is_queue:
        click.echo(f"{tag('warning')} {notes:,} notes to be reviewed: see fonds check --review", err=True)
    for skipped in report.skipped:
        # Drafts are many, and their curator knows of them.
        if skipped.path == CONFIG_FILE:
            click.echo(f"{tag('note')} {skipped.reason}", err=True)
    counts = [
        f"{report.articles:,} article{'' if report.articles == 1 else 's'}",
        f"{report.pages:,} pages",
        f"{report.written:,} files written",
    ]
    counts += [f"{report.deleted:,} deleted"] if report.deleted else []
    counts += [f"{len(report.skipped):,} left out"] if report.skipped else []
    counts += [f"{len(report.warnings):,} warnings"] if report.warnings else []
    click.echo(f"Built {', '.join(counts)} in {report.seconds['total']:.1f} s")


def print_problems(
    problems: "tuple[Problem, ...]", *, as_json: bool, outcome: str = "nothing was published"
) -> None:
    """All that must be mended, warnings first, so that errors stand last and nearest."""
    if as_json:
        print_json(problems=problems)
        return
    errors = [problem for problem in problems if problem.severity == "error"]
    warnings = [problem for problem in problems if problem.severity == "warning"]
    for name, group in (("warning", warnings), ("error", errors)):
        for problem in group[:MOST_SHOWN]:
            click.echo(f"{tag(name)} {problem}", err=True)
        print_rest(len(group), f"{name}s")
    count = len(errors) or len(warnings)
    noun = "problem" if errors else "warning"
    click.echo(f"{count} {noun}{'' if count == 1 else 's'}: {outcome}.", err=True)


def tag(name: str) -> str:
    """What a message begins with; on a terminal, in a colour of its own."""
    colour = {"error": "red", "warning": "yellow", "note": "cyan"}[name]
    return click.style(f"{name}:", fg=colour, bold=True)


def print_rest(count: int, noun: str) -> None:
    """How many more there are than were shown."""
    if count > MOST_SHOWN:
        click.echo(f"… and {count - MOST_SHOWN:,} more {noun}; --json lists them all", err=True)


def print_failure(message: str, *, as_json: bool) -> None:
    """What went wrong that no line of a file is to blame for."""
    if as_json:
        print_json(failure=message)
    else:
        click.echo(f"{tag('error')} {message}", err=True)


def print_json(
    report: "Report | None" = None, problems: "tuple[Problem, ...]" = (), failure: str = ""
) -> None:
    """One object on standard output, of one shape whether the build went well or not."""
    import msgspec

    from builder.report import STAGES, Report

    report = report or Report(seconds=dict.fromkeys((*STAGES, "total"), 0.0))
    warnings = report.warnings + tuple(problem for problem in problems if problem.severity == "warning")
    errors = [problem.as_data() for problem in problems if problem.severity == "error"]
    if failure:
        errors.append({"file": "", "line": 0, "message": failure, "hint": ""})
    result: dict[str, object] = {
        "articles": report.articles,
        "pages": report.pages,
        "rendered": report.rendered,
        "written": report.written,
        "deleted": report.deleted,
        "skipped": [{"path": skipped.path, "reason": skipped.reason} for skipped in report.skipped],
        "warnings": [problem.as_data() for problem in warnings],
        "problems": errors,
        "seconds": report.seconds,
    }
    if report.templates:
        result["templates"] = msgspec.to_builtins(report.templates)
    if report.reasons:
        result["reasons"] = [{"route": reason.route, "because": reason.because} for reason in report.reasons]
    click.echo(msgspec.json.encode(result).decode())
