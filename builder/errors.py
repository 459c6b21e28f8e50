"""Every way in which a build can fail.

FondsError
├── ProblemsError          located, mendable findings: all of them, never the first only
│   ├── ConfigError        in site.toml
│   └── ContentError       in content/ or templates/
├── BusyError              another build holds the lock
├── UnknownPageError       no page has the route that was asked for
├── ScaffoldError          a new site or article cannot be made there
├── ServeError             the preview cannot be served there, or not like that
└── PublishError           a file could not be read or written
    └── WorkerDiedError    a process was ended from outside while it worked
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Literal

import msgspec

Severity = Literal["error", "warning"]


class Location(msgspec.Struct, frozen=True, order=True):
    """A place in a file of the site; paths are relative to the site, with `/`."""

    file: str
    line: int = 0
    """Counted from 1; 0 where the whole file is meant."""

    def __str__(self) -> str:
        """`content/articles/dune.md:7`, as editors and terminals make it clickable."""
        return f"{self.file}:{self.line}" if self.line else self.file


class Problem(msgspec.Struct, frozen=True, order=True):
    """A located finding that a person can mend.

    An error stops the build before it writes anything; a warning is counted, shown, and fails `--strict`.
    """

    where: Location
    message: str
    """What is wrong, as a sentence without a full stop."""
    hint: str = ""
    """The mend: what to write instead."""
    severity: Severity = "error"

    def __str__(self) -> str:
        """One line: place, cause and mend."""
        return f"{self.where}: {self.message}" + (f"; {self.hint}" if self.hint else "")

    def as_data(self) -> dict[str, str | int]:
        """As `--json` gives it."""
        return {
            "file": self.where.file,
            "line": self.where.line,
            "message": self.message,
            "hint": self.hint,
        }


class FondsError(Exception):
    """The root of all errors that Fonds raises on purpose."""


class ProblemsError(FondsError):
    """Everything that was found wrong, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        """One line for each problem."""
        return "\n".join(map(str, self.problems))


class ConfigError(ProblemsError):
    """site.toml cannot be used as it is."""


class ContentError(ProblemsError):
    """Content files and templates cannot be published as they are."""


class BusyError(FondsError):
    """Another build of the same site is running."""


class UnknownPageError(FondsError):
    """No page has the route that was asked for."""


class ScaffoldError(FondsError):
    """A new site or article cannot be made there."""


class ServeError(FondsError):
    """The preview cannot be served there, or not like that."""


class PublishError(FondsError):
    """A file of the site or of its output could not be read, written or moved."""


class WorkerDiedError(PublishError):
    """A worker process was ended by the system: for want of memory, or by a flaw of a library."""


@contextmanager
def disk_errors() -> Iterator[None]:
    """Inside the block an error of the disk is told as what it is: raises PublishError."""
    try:
        yield
    except OSError as error:
        # Of a move that fails the place is told: what was to stand there lies where nobody needs to look.
        place = error.filename2 or error.filename or "the disk"
        raise PublishError(f"{place}: {error.strerror}; nothing more was written") from error


LONGEST_QUOTE = 60


def quoted(value: object) -> str:
    """A value as a message quotes it: on one line, and not too long."""
    text = repr(value)
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…{text[0]}"
