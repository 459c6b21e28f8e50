"""What the bench found, kept as lines of JSON: one file a session, so that results can be drawn again."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from bench.measure import Tree, Usage


class Machine(msgspec.Struct, frozen=True, kw_only=True):
    """Where a session ran."""

    cores: int
    model: str
    memory: int
    """Bytes."""
    file_system: str
    system: str


class Session(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """One call of the bench; the first line of its file."""

    began: str
    """Day and time, `2026-11-22 15:04`."""
    machine: Machine
    versions: dict[str, str]


class Skip(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A tool that could not be run."""

    title: str
    articles: int
    reason: str


class Run(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """One cold run of one tool."""

    tool: str
    title: str
    articles: int
    round: int
    calibration: float
    """Seconds that a fixed piece of work took just before."""
    usage: Usage
    tree: Tree


class Rebuild(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """One run of Fonds, or of what it is held against, in another situation."""

    name: str
    articles: int
    round: int
    wall: float
    written: int | None
    """Files that the build says it wrote; None for what is no build."""


Record = Session | Skip | Run | Rebuild


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """All that one session found for one number of articles."""

    session: Session
    articles: int
    skips: tuple[Skip, ...]
    runs: tuple[Run, ...]
    rebuilds: tuple[Rebuild, ...]


def append_record(path: Path, record: Record) -> None:
    """Add a line to a session's file."""
    with path.open("ab") as file:
        file.write(msgspec.json.encode(record) + b"\n")


def read_records(path: Path) -> list[Record]:
    """The lines of a session's file."""
    decode = msgspec.json.Decoder(Record).decode
    return [decode(line) for line in path.read_bytes().splitlines()]


def newest_results(paths: Iterable[Path]) -> list[Results]:
    """For each number of articles what the newest session found that had runs of it, the fewest articles first."""
    found: dict[int, Results] = {}
    for path in sorted(paths):
        for results in group_records(read_records(path)):
            found[results.articles] = results
    return [found[articles] for articles in sorted(found)]


def group_records(records: Iterable[Record]) -> list[Results]:
    """The records of one session, by the number of articles."""
    every = list(records)
    sessions = [record for record in every if isinstance(record, Session)]
    sizes = sorted({record.articles for record in every if isinstance(record, Run)})
    return [
        Results(
            session=sessions[0],
            articles=size,
            skips=tuple(record for record in every if isinstance(record, Skip) and record.articles == size),
            runs=tuple(record for record in every if isinstance(record, Run) and record.articles == size),
            rebuilds=tuple(
                record for record in every if isinstance(record, Rebuild) and record.articles == size
            ),
        )
        for size in sizes
    ]
