"""What the search bench found, as bench/SEARCH.md: each figure beside its target."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from bench.install import BENCH
from bench.report import describe_session, lay_table
from bench.search.figures import Spread
from bench.search.records import Archive, Asked, Findings, Indexed

HERE = Path(__file__).resolve().parent
INTRODUCTION = (HERE / "introduction.md").read_text(encoding="utf-8")
METHOD = (HERE / "method.md").read_text(encoding="utf-8")

RELEVANCE_TARGETS = {
    "title": 0.96,
    "topic": 0.65,
    "recall": 0.91,
    "name": 0.84,
    "typo": 0.68,
    "phrase": 0.87,
    "prefix": 0.49,
    "date": 0.90,
    "author": 0.60,
}
"""Of MRR@10; of `typo` the share that stands first."""

SMALL, LARGE = 10_000, 100_000
"""Articles that the targets of cost are for."""


Targets = tuple[float | None, float | None]
"""For an archive of at least SMALL articles, and of at least LARGE ones."""

NO_TARGETS: Targets = (None, None)
NOTHING = Spread(mean=0, middle=0, high=0)
UNITS = (
    ("gzip", "KB", 1e-3, 1),
    ("raw", "KB uncompressed", 1e-3, 1),
    ("requests", "requests", 1, 1),
    ("seconds", "ms, no network", 1e3, 0),
)
"""Of what questions cost: its name in the findings and in the table, by what it is multiplied, decimal places."""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the table of costs."""

    name: str
    fonds: float | None
    pagefind: float | None = None
    target: float | None = None
    digits: int = 0


def make_report(findings: Findings) -> str:
    """The text of bench/SEARCH.md."""
    parts = ["# Search: Fonds beside Pagefind\n", INTRODUCTION]
    if findings.absent:
        parts.append(f"**{findings.absent}**\n")
    for archive in findings.archives:
        parts += [
            f"## {archive.name}: {archive.articles:,} articles\n",
            write_relevance(archive),
            write_costs(archive),
        ]
    parts += [METHOD, "## Machine and versions\n", describe_session(findings.session)]
    return "\n".join(parts)


def write_relevance(archive: Archive) -> str:
    """The table of known-item questions."""
    rows = []
    for kind, found in archive.fonds.relevance.items():
        target = RELEVANCE_TARGETS.get(kind)
        reached = found.first if kind == "typo" else found.mrr
        rows.append(
            [
                kind,
                str(found.count),
                f"{target:.2f}{' first' if kind == 'typo' else ''}" if target else "–",
                _tell_relevance(archive.fonds, kind),
                _tell_relevance(archive.pagefind, kind),
                _tell_target(target is None or reached >= target, is_set=target is not None),
            ]
        )
    return lay_table(["Questions", "n", "Target", "Fonds", "Pagefind", "Reached"], rows)


def _tell_relevance(asked: Asked | str, kind: str) -> str:
    if isinstance(asked, str):
        return "–"
    found = asked.relevance[kind]
    return f"{found.mrr:.3f} ({found.first:.3f}), {found.nothing:.1%} none"


def write_costs(archive: Archive) -> str:
    """The table of what index and questions cost."""
    rows = [
        [
            figure.name,
            _tell(figure.target, figure),
            _tell(figure.fonds, figure),
            _tell(figure.pagefind, figure),
            _tell_target(
                figure.target is None or figure.fonds is None or figure.fonds <= figure.target,
                is_set=figure.target is not None,
            ),
        ]
        for figure in list_figures(archive)
    ]
    text = lay_table(["", "Target at most", "Fonds", "Pagefind", "Reached"], rows)
    if archive.built:
        text += "\nWhole cold builds of a searchable site:\n\n" + lay_table(
            ["Tool", "Wall s", "CPU s", "Memory MB", "Files", "MB"],
            [
                [
                    built.title,
                    f"{built.usage.wall:.1f}",
                    f"{built.usage.cpu:.1f}",
                    f"{built.usage.memory / 1e6:,.0f}",
                    f"{built.tree.files:,}",
                    f"{built.tree.size / 1e6:,.1f}",
                ]
                for built in archive.built
            ],
        )
    return text


def list_figures(archive: Archive) -> list[Figure]:
    """The costs of an archive, with the targets for its size."""
    lines = _Lines(archive)
    lines.index("index, CPU s", lambda index: index.usage.cpu, (12, 120), digits=1)
    lines.index("index, wall s", lambda index: index.wall, digits=1)
    lines.index("peak memory, MB", lambda index: index.usage.memory / 1e6, (400, 2_000))
    if archive.fonds_index.memory_without:
        lines.add("peak memory of a build without search, MB", archive.fonds_index.memory_without / 1e6)
    lines.index("files", lambda index: index.tree.files, (2_000, 20_000))
    lines.index("MB", lambda index: index.tree.size / 1e6, (7, None), digits=1)
    lines.asked("scripts, KB", lambda asked: asked.weight.gzip / 1e3, digits=1)
    lines.spread("first question", lambda asked: asked.first, ((60, 100), (125, 200)))
    lines.spread("further question", lambda asked: asked.further, ((40, None), (105, None)))
    if archive.fonds.phrases.mean:
        lines.asked(
            "quoted phrase first, KB, mean", lambda asked: asked.phrases.mean / 1e3, (120, 120), digits=1
        )
    lines.add("a tag without words, scripts included, KB", archive.browsed.mean / 1e3, (40, None), digits=1)
    lines.asked("the commonest word, ms, no network", lambda asked: asked.commonest * 1e3, (100, 100))
    lines.asked(f"other answers later, of {archive.fonds.asked:,}", lambda asked: asked.differing, (0, 0))
    if archive.fonds.throttled:
        lines.asked("slow line, s, p50", lambda asked: (asked.throttled or NOTHING).middle, digits=2)
        lines.asked("slow line, s, p95", lambda asked: (asked.throttled or NOTHING).high, (2, None), digits=2)
    if archive.newest:
        lines.add("one new article, s of index", archive.newest.search, (2, None), digits=2)
        lines.add("one new article, s of build", archive.newest.wall, digits=2)
        lines.add("one new article, files changed", archive.newest.changed, (10, None))
    return lines.figures


class _Lines:
    """Lines of the table of costs, one engine beside the other."""

    def __init__(self, archive: Archive) -> None:
        self.figures: list[Figure] = []
        self.archive = archive
        self.pagefind = archive.pagefind if isinstance(archive.pagefind, Asked) else None

    def add(
        self,
        name: str,
        fonds: float | None,
        targets: Targets = NO_TARGETS,
        *,
        pagefind: float | None = None,
        digits: int = 0,
    ) -> None:
        """A line; of the targets that for the size of the archive counts."""
        small, large = targets
        count = self.archive.articles
        target = large if count >= LARGE else small if count >= SMALL else None
        self.figures.append(Figure(name=name, fonds=fonds, pagefind=pagefind, target=target, digits=digits))

    def index(
        self,
        name: str,
        value_of: Callable[[Indexed], float | None],
        targets: Targets = NO_TARGETS,
        *,
        digits: int = 0,
    ) -> None:
        """What it took to index."""
        other = self.archive.pagefind_index
        theirs = value_of(other) if other else None
        self.add(name, value_of(self.archive.fonds_index), targets, pagefind=theirs, digits=digits)

    def asked(
        self, name: str, value_of: Callable[[Asked], float], targets: Targets = NO_TARGETS, *, digits: int = 0
    ) -> None:
        """What it took to ask."""
        theirs = value_of(self.pagefind) if self.pagefind else None
        self.add(name, value_of(self.archive.fonds), targets, pagefind=theirs, digits=digits)

    def spread(
        self, name: str, costs_of: Callable[[Asked], dict[str, Spread]], targets: tuple[Targets, Targets]
    ) -> None:
        """Mean and 95th percentile of all that questions cost; the targets are of bytes as sent."""
        for unit, words, by, digits in UNITS:
            means, highs = targets if unit == "gzip" else (NO_TARGETS, NO_TARGETS)

            def mean_of(asked: Asked, unit: str = unit, by: float = by) -> float:
                return costs_of(asked)[unit].mean * by

            def high_of(asked: Asked, unit: str = unit, by: float = by) -> float:
                return costs_of(asked)[unit].high * by

            self.asked(f"{name}, {words}, mean", mean_of, means, digits=digits)
            self.asked(f"{name}, {words}, p95", high_of, highs, digits=digits)


def _tell(value: float | None, figure: Figure) -> str:
    return "–" if value is None else f"{value:,.{figure.digits}f}"


def _tell_target(is_reached: bool, *, is_set: bool) -> str:  # noqa: FBT001 - it is the one thing to tell
    if not is_set:
        return "–"
    return "✓" if is_reached else "×"


def write_report(findings: Findings, folder: Path = BENCH) -> None:
    """Write SEARCH.md."""
    (folder / "SEARCH.md").write_text(make_report(findings), encoding="utf-8")
