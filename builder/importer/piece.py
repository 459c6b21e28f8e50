"""What every reader of a foreign form makes of a file: pieces, each ready to be written as a content file."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from builder.load.authority import Names
from builder.load.fields import ArticleFields


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One article that was found in a file."""

    line: int
    """Of the file, counted from 1: where the piece begins."""
    fields: ArticleFields
    """Its front matter; what was guessed stands in `review`, each note beginning with the field that it means."""
    text: str
    """Its body, as Markdown."""


class Flaw(msgspec.Struct, frozen=True, kw_only=True):
    """What makes a file, or one piece of it, none that can be imported."""

    line: int
    """Where the piece begins, counted from 1; 0 where the whole file is meant."""
    message: str
    hint: str

    @classmethod
    def of(cls, line: int, error: ValueError) -> "Flaw":
        """The flaw that an error of the form "cause; mend" tells of."""
        message, _, hint = str(error).rpartition("; ")
        return cls(line=line, message=message or hint, hint=hint if message else "")


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """How files are read."""

    names: Names
    """Of the authority files: a known publication is told from a guessed one."""
    encoding: str = ""
    """What a file is written in that is not UTF-8 and bears no mark; empty where nobody has said."""


class Reader(Protocol):
    """Reads one form: clippings today, others beside it."""

    def __call__(self, data: bytes, reading: Reading, /) -> Sequence[Piece | Flaw]:
        """What a file holds, in its order; raises ValueError, "cause; mend", where it is none of this form."""
