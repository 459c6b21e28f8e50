"""What an import did, or would do: counts, one entry for each piece, and what was refused and why."""

from collections import Counter

import msgspec

from builder.errors import FondsError, Location, Problem, ProblemsError


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """A piece that was imported."""

    source: str
    """The file that it came from, as messages name it."""
    line: int
    """Where in that file the piece begins, counted from 1."""
    file: str
    """The content file that was written; of a dry run empty."""
    title: str
    authors: tuple[str, ...]
    publication: str
    published: str
    posted: str
    review: tuple[str, ...]
    """What a person must still look at; each note begins with the field that it means."""

    @property
    def doubtful(self) -> tuple[str, ...]:
        """The fields to look at, each once; empty where all is sure."""
        return tuple(dict.fromkeys(note.partition(":")[0] for note in self.review))


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was imported before, or that is the same as another one."""

    source: str
    file: str
    """The article that it has become; of a dry run the file that it equals."""


class NewPublication(msgspec.Struct, frozen=True, kw_only=True):
    """A name that publications.toml does not have."""

    name: str
    articles: int


class ImportReport(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of an import."""

    dry_run: bool
    articles: tuple[Imported, ...]
    skipped: tuple[Known, ...]
    problems: tuple[Problem, ...]
    """What was refused; the place is the file's, as messages name it."""
    left_alone: int
    """Files of other forms in the folders."""
    new_publications: tuple[NewPublication, ...]
    seconds: float

    @property
    def to_review(self) -> int:
        """Pieces of which anything was guessed."""
        return sum(bool(one.review) for one in self.articles)


def count_new(publications: Counter[str]) -> tuple[NewPublication, ...]:
    """The names that occur most come first."""
    ordered = sorted(publications.items(), key=lambda item: (-item[1], item[0]))
    return tuple(NewPublication(name=name, articles=count) for name, count in ordered)


def write_json(report: ImportReport) -> str:
    """The report as one object for other programs; problems have the form that all commands give them."""
    return msgspec.json.encode(
        {
            "dry_run": report.dry_run,
            "imported": len(report.articles),
            "known": len(report.skipped),
            "refused": len(report.problems),
            "to_review": report.to_review,
            "left_alone": report.left_alone,
            "articles": report.articles,
            "skipped": report.skipped,
            "problems": [
                {
                    "file": problem.where.file,
                    "line": problem.where.line,
                    "message": problem.message,
                    "hint": problem.hint,
                }
                for problem in report.problems
            ],
            "new_publications": report.new_publications,
            "seconds": report.seconds,
        }
    ).decode()


def failed(error: FondsError | OSError) -> ImportReport:
    """The report of an import that could not begin, or not end."""
    problems = error.problems if isinstance(error, ProblemsError) else (Problem(Location(""), str(error)),)
    return ImportReport(
        dry_run=False,
        articles=(),
        skipped=(),
        problems=tuple(problems),
        left_alone=0,
        new_publications=(),
        seconds=0.0,
    )
