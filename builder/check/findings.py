"""What a check says: findings by their kind, and the queue of what waits for review."""

from collections.abc import Iterable

import msgspec

from builder.errors import Location, Problem
from builder.model import Article

TITLES = {
    "config": "site.toml",
    "content": "Content files",
    "texts": "Texts and their links",
    "theme": "Theme",
    "pages": "Links between pages, and routes",
    "sources": "Sources that do not say all",
    "review": "To be reviewed",
    "dates": "Dates that disagree",
    "names": "Names that are nearly alike",
    "terms": "Labels that are one term",
    "tags": "Tags used once, or nearly alike",
    "duplicates": "Articles that are nearly alike",
    "orphans": "Articles that nothing leads to",
    "media": "Images without words, files without use",
    "weight": "What is heavy",
    "authorities": "Entries without use",
    "dead": "External links: dead",
    "moved": "External links: moved for good",
    "unclear": "External links: no clear answer",
}
"""The kinds of findings in the order in which they are told."""


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """All findings of one kind."""

    kind: str
    """A key of TITLES."""
    problems: tuple[Problem, ...]
    """By place."""

    @property
    def title(self) -> str:
        """The kind in words."""
        return TITLES[self.kind]


class ReviewNote(msgspec.Struct, frozen=True, kw_only=True):
    """One thing of an article that a person must look at."""

    note: str
    field: str = ""
    """The front matter key that it is about; empty where the note does not tell."""
    value: str = ""
    """What stands there now."""


class ReviewEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An article in the review queue."""

    file: str
    line: int
    title: str
    notes: tuple[ReviewNote, ...]


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """All that a check found."""

    articles: int = 0
    """That were looked at."""
    groups: tuple[Group, ...] = ()
    """Those that are not empty, in the order of TITLES."""
    review: tuple[ReviewEntry, ...] | None = None
    """The review queue, where it was asked for."""
    seconds: dict[str, float] = {}

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stops a build, by place."""
        return self._of("error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What does not, by place."""
        return self._of("warning")

    def _of(self, severity: str) -> tuple[Problem, ...]:
        found = (problem for group in self.groups for problem in group.problems)
        return tuple(sorted(problem for problem in found if problem.severity == severity))


def group_findings(findings: Iterable[tuple[str, Iterable[Problem]]]) -> tuple[Group, ...]:
    """Findings by kind, each once, the kinds in the order of TITLES, without empty ones."""
    by_kind: dict[str, set[Problem]] = {kind: set() for kind in TITLES}
    for kind, problems in findings:
        by_kind[kind] |= set(problems)
    return tuple(Group(kind=kind, problems=tuple(sorted(own))) for kind, own in by_kind.items() if own)


def warning(where: Location, message: str, hint: str) -> Problem:
    """A finding that no build would stop for."""
    return Problem(where, message, hint, "warning")


def place_of_item(article: Article, key: str, position: int) -> Location:
    """The place of one entry of a front matter list, else that of the list."""
    lines = article.key_lines
    return Location(article.file, lines.get(f"{key}[{position}]") or lines.get(key) or 1)
