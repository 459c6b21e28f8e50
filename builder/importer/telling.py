"""The report of an import in words and as a table, safe to be shown on any terminal."""

from rich.table import Column, Table
from rich.text import Text

from builder.importer.finding import show
from builder.importer.report import Imported, ImportReport

MOST_NAMED = 12
"""Publications that a terminal lists; --json has them all."""
MOST_REFUSED = 50


def refusals(report: ImportReport) -> list[str]:
    """What was refused, a line each, with the mend."""
    lines = [f"error: {show(str(problem))}" for problem in report.problems[:MOST_REFUSED]]
    more = len(report.problems) - MOST_REFUSED
    return [*lines, f"… and {more:,} more were refused; --json lists them all"] if more > 0 else lines


def sentences(report: ImportReport) -> list[str]:
    """What was done, a line each."""
    count = len(report.articles)
    counts = [f"{count:,} article{'' if count == 1 else 's'}"]
    counts += [f"{report.to_review:,} to review"] if report.to_review else []
    counts += [f"{len(report.skipped):,} known already"] if report.skipped else []
    counts += [f"{len(report.problems):,} refused"] if report.problems else []
    counts += [f"{report.left_alone:,} of other forms left alone"] if report.left_alone else []
    verb = "Would import" if report.dry_run else "Imported"
    lines = [f"{verb} {', '.join(counts)}, in {report.seconds:.1f} s"]
    if report.new_publications:
        names = [f"{show(one.name)} ({one.articles:,})" for one in report.new_publications[:MOST_NAMED]]
        more = len(report.new_publications) - MOST_NAMED
        names += [f"and {more:,} more"] if more > 0 else []
        lines.append(f"Not in content/publications.toml yet: {', '.join(names)}")
    if report.to_review and not report.dry_run:
        lines.append(
            "What was guessed stands under `review` in their heads: fonds check --review walks through it."
        )
    return lines


def draw_table(report: ImportReport) -> Table:
    """What was understood: a row for each piece, and how sure that is."""
    table = Table(
        Column("File", ratio=3),
        Column("Title", ratio=4),
        Column("Authors", ratio=3),
        Column("Publication", ratio=3),
        Column("Published", no_wrap=True),
        Column("Posted", no_wrap=True),
        Column("Look at", ratio=3),
    )
    for one in report.articles:
        cells = (
            f"{one.source}:{one.line}",
            one.title,
            "; ".join(one.authors),
            one.publication,
            one.published,
            one.posted,
            _how_sure(one),
        )
        # As they are: brackets in a title are no markup.
        table.add_row(*(Text(show(cell), overflow="fold") for cell in cells))
    for known in report.skipped:
        table.add_row(Text(known.source, overflow="fold"), *[""] * 5, "known already")
    return table


def _how_sure(one: Imported) -> str:
    return ", ".join(one.doubtful) or "sure"
