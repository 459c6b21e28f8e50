"""Findings as lines for a person, and as data for a program. Who asked prints them."""

from collections.abc import Iterator, Sequence

from builder.check.findings import Findings, ReviewEntry


def tell_as_lines(findings: Findings, most: int) -> Iterator[str]:
    """Findings by kind and place, at most so many of each; or the review queue. The last line counts."""
    for group in findings.groups:
        if findings.review is not None and group.kind == "review":
            continue
        yield f"{group.title}: {len(group.problems):,}"
        for problem in group.problems[:most]:
            yield f"  {problem.severity}: {problem}"
        if len(group.problems) > most:
            yield f"  … and {len(group.problems) - most:,} more; --json lists them all"
        yield ""
    if findings.review is not None:
        yield from _tell_queue(findings.review)
    else:
        yield f"{_count(len(findings.errors), 'error')}, {_count(len(findings.warnings), 'warning')}"


def _tell_queue(queue: Sequence[ReviewEntry]) -> Iterator[str]:
    for entry in queue:
        yield f"{entry.file}:{entry.line}: {entry.title}"
        for note in entry.notes:
            now = f" [{note.field}: {note.value or 'nothing'}]" if note.field else ""
            yield f"  {note.note}{now}"
        yield ""
    notes = sum(len(entry.notes) for entry in queue)
    yield f"{_count(len(queue), 'article')} to be reviewed, {_count(notes, 'note')}"


def tell_as_data(findings: Findings) -> dict[str, object]:
    """Problems and warnings in the shape of a build's; the review queue where it was asked for."""
    told: dict[str, object] = {
        "articles": findings.articles,
        "problems": [problem.as_data() for problem in findings.errors],
        "warnings": [problem.as_data() for problem in findings.warnings],
        "counts": {group.kind: len(group.problems) for group in findings.groups},
        "seconds": findings.seconds,
    }
    return told if findings.review is None else {**told, "review": findings.review}


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
