"""Pieces get their places in the archive: a free name each, beside the raw file that they came from.

Nothing that stands is written over, and nothing that the archive has already is written again.
"""

from collections import Counter
from pathlib import Path

import msgspec

from builder.errors import Location, Problem
from builder.importer.evidence import digest_of, keep_evidence
from builder.importer.finding import MOST_CARRIED, Found, read_source
from builder.importer.new_files import NewFiles
from builder.importer.piece import Flaw
from builder.importer.reading import ReadFile, ReadyPiece
from builder.importer.report import Imported, ImportReport, Known, count_new
from builder.importer.standing_pieces import ARTICLES, StandingPieces
from builder.load.authority import Names, fold


class Placer:
    """Writes what was read, and remembers what it did."""

    def __init__(self, site: Path, standing: StandingPieces, names: Names, files: NewFiles | None) -> None:
        """`files` is None where nothing is to be written."""
        self._site = site
        self._standing = standing
        self._names = names
        self._files = files
        self._articles: list[Imported] = []
        self._skipped: list[Known] = []
        self._problems: list[Problem] = []
        self._left_alone = 0
        self._new_publications: Counter[str] = Counter()

    def leave_alone(self) -> None:
        """Count a file of another form."""
        self._left_alone += 1

    def refuse(self, shown: str, line: int, message: str, hint: str) -> None:
        """Remember what cannot be imported."""
        self._problems.append(Problem(Location(shown, line), message, hint))

    def look_at(self, found: Found) -> Found | None:
        """The file, to be read; None where it is in the archive, or cannot be read at all, which is remembered."""
        try:
            data = read_source(found)
        except ValueError as error:
            self._refuse_for(found, Flaw.of(0, error))
            return None
        if file := self._standing.find_whole(digest_of(data)):
            self._skipped.append(Known(source=found.shown, file=file))
            return None
        return msgspec.structs.replace(found, data=data) if len(data) <= MOST_CARRIED else found

    def place(self, found: Found, read: ReadFile) -> None:
        """Write the pieces of a file that the archive has not yet."""
        for flaw in read.flaws:
            self._refuse_for(found, flaw)
        if file := self._standing.find_whole(read.digest):
            self._skipped.append(Known(source=found.shown, file=file))
            return
        new = [piece for piece in read.pieces if not self._standing.find(read.digest, piece.number)]
        if not new or (self._files and not self._keep(found, read.digest, self._files)):
            return
        for piece in new:
            file = self._write(piece, self._files) if self._files else ""
            number = piece.number if piece.count > 1 else 0
            self._standing.add(read.digest, number, piece.count, file or found.shown)
            self._remember(msgspec.structs.replace(piece.entry, file=file))

    def _keep(self, found: Found, digest: str, files: NewFiles) -> bool:
        """Keep the raw file; False where that cannot be, which is remembered."""
        try:
            data = read_source(found)
            if digest_of(data) != digest:
                raise ValueError(
                    "it changed while it was imported; import it again when nothing writes to it"
                )
            keep_evidence(self._site, files, data, digest)
        except ValueError as error:
            self._refuse_for(found, Flaw.of(0, error))
            return False
        return True

    def _write(self, piece: ReadyPiece, files: NewFiles) -> str:
        """The content file that was made, relative to the site."""
        while True:
            file = f"{ARTICLES}/{self._standing.take_slug(piece.slug)}.md"
            if files.write(file, piece.content):
                return file

    def _remember(self, entry: Imported) -> None:
        self._articles.append(entry)
        if entry.publication and fold(entry.publication) not in self._names.publications:
            self._new_publications[entry.publication] += 1

    def _refuse_for(self, found: Found, flaw: Flaw) -> None:
        self.refuse(found.shown, flaw.line, flaw.message, flaw.hint)

    def report(self, seconds: float) -> ImportReport:
        """All that was done, in the order in which it was."""
        return ImportReport(
            dry_run=self._files is None,
            articles=tuple(self._articles),
            skipped=tuple(self._skipped),
            problems=tuple(self._problems),
            left_alone=self._left_alone,
            new_publications=count_new(self._new_publications),
            seconds=seconds,
        )
