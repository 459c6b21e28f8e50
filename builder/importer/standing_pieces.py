"""What the archive holds already: which names are taken, and from which files its pieces were made.

Both are read from the heads of the articles themselves, however they have been renamed or edited since. No index
is kept that could tell something else.
"""

import re
from pathlib import Path

from builder.errors import ContentError
from builder.files import walk_files
from builder.importer.evidence import MENTION, digest_of
from builder.load.article import slug_of_file
from builder.load.front_matter import LARGEST_HEAD

ARTICLES = "content/articles"

_END = re.compile(rb"\n(?:---|\+\+\+)[ \t]*(?:\r?\n|$)")
_SLUG = re.compile(rb"""^slug\s*[:=]\s*["']?([^\s"'#]+)""", re.MULTILINE)
_ALIAS = re.compile(rb"""articles/([^/\s"',\]]+)""")


class StandingPieces:
    """The articles of a site, as far as an import must know them."""

    def __init__(self, site: Path) -> None:
        """Looks into every article; raises ContentError where their folder must not be read."""
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}
        self._pieces: dict[str, dict[int, str]] = {}
        """By digest, then by number, the file of each piece; 0 stands for the whole."""
        self._counts: dict[str, int] = {}
        for file, problem in walk_files(site, ARTICLES):
            if problem and file == ARTICLES:
                raise ContentError([problem])
            if problem:
                continue
            self._taken.add(slug_of_file(file).casefold())
            try:
                if file.endswith(".md"):
                    self._look_at_head(file, site / file)
                elif file.endswith(".txt"):
                    self.add(digest_of((site / file).read_bytes()), 0, 0, file)
            except OSError:
                continue  # The build will say so.

    def _look_at_head(self, file: str, path: Path) -> None:
        with path.open("rb") as opened:
            head = opened.read(LARGEST_HEAD)
        if end := _END.search(head):
            head = head[: end.start()]
        for found in (*_SLUG.findall(head), *_ALIAS.findall(head)):
            self._taken.add(found.decode(errors="replace").casefold())
        for mention in MENTION.finditer(head):
            number, count = int(mention[2] or 0), int(mention[3] or 0)
            self.add(mention[1].decode(), number, count, file)

    def add(self, digest: str, number: int, count: int, file: str) -> None:
        """Piece `number` of `count` of a file now stands here; number 0 is all of it."""
        self._pieces.setdefault(digest, {}).setdefault(number, file)
        self._counts[digest] = max(count, self._counts.get(digest, 0))

    def find(self, digest: str, number: int) -> str:
        """The article that a piece has become, or empty."""
        pieces = self._pieces.get(digest, {})
        return pieces.get(number) or pieces.get(0, "")

    def find_whole(self, digest: str) -> str:
        """The first article of a file of which every piece stands here, or empty."""
        pieces = self._pieces.get(digest, {})
        if 0 in pieces:
            return pieces[0]
        return pieces[min(pieces)] if pieces and len(pieces) >= self._counts[digest] else ""

    def take_slug(self, wanted: str) -> str:
        """A slug that is free, near to the one wanted; it is taken from now on."""
        slug, number = wanted, self._next.get(wanted, 2)
        while slug.casefold() in self._taken:
            slug, number = f"{wanted}-{number}", number + 1
        self._next[wanted] = number
        self._taken.add(slug.casefold())
        return slug
