"""What only Fonds is asked for: memory disk, and what a build costs after little or nothing has changed."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bench.measure import Usage, measure
from bench.tools import Tool, run_tool

MEMORY_DISK = Path("/dev/shm")  # noqa: S108 - a memory disk is wanted
SPACE_OF_AN_ARTICLE = 150_000
"""Bytes of memory disk that an article needs: its sources, its share of the pages twice, what workers stage."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """One situation, measured."""

    name: str
    usage: Usage
    written: int | None = None


def measure_situations(fonds: Tool, archive: Path, site: Path, output: Path) -> Iterator[Outcome]:
    """Measure all situations; the site has been built already, and its output is there."""
    articles = sorted((site / "content" / "articles").rglob("*.md"))
    yield _build("nothing changed", fonds, site, output)
    _edit_body(articles[len(articles) // 2])
    yield _build("one body edited", fonds, site, output)
    _rename_tag(articles[len(articles) // 3])
    yield _build("one tag renamed on one article", fonds, site, output)
    yield _copy("cp -r of the output, same disk", output, output.with_name(f"{output.name}-copy"))
    if has_memory_disk(len(articles)):
        yield from _measure_on_memory_disk(fonds, archive)
    program = fonds.steps[0].program
    command = [*program, "--version"]
    yield Outcome(name="fonds --version", usage=measure(command, site, site.with_name("log-version")))


def has_memory_disk(articles: int) -> bool:
    """Whether there is a memory disk, large enough for an archive."""
    if not os.access(MEMORY_DISK, os.W_OK):
        return False
    return shutil.disk_usage(MEMORY_DISK).free > articles * SPACE_OF_AN_ARTICLE


def _measure_on_memory_disk(fonds: Tool, archive: Path) -> Iterator[Outcome]:
    with tempfile.TemporaryDirectory(prefix="fonds-bench-", dir=MEMORY_DISK) as folder:
        site, output = Path(folder, "site"), Path(folder, "out")
        fonds.lay_out(archive, site)
        yield _build("cold, on a memory disk", fonds, site, output)
        yield _copy("cp -r of the output, memory disk", output, Path(folder, "copy"))


def _build(name: str, fonds: Tool, site: Path, output: Path) -> Outcome:
    os.sync()
    usage = run_tool(fonds, site, output)
    report = site.with_name(f"{site.name}-log-0").read_bytes().splitlines()[-1]
    return Outcome(name=name, usage=usage, written=msgspec.json.decode(report)["written"])


def _copy(name: str, source: Path, target: Path) -> Outcome:
    os.sync()
    command = ["cp", "-r", str(source), str(target)]
    return Outcome(name=name, usage=measure(command, source, target.with_name(f"{target.name}-log")))


def _edit_body(path: Path) -> None:
    """Put a sentence behind the paragraph in the middle."""
    paragraphs = path.read_text(encoding="utf-8").split("\n\n")
    paragraphs[len(paragraphs) // 2] += " A sentence that was not there before."
    path.write_text("\n\n".join(paragraphs), encoding="utf-8")


def _rename_tag(path: Path) -> None:
    """Give the first tag a name that no other article has."""
    before, separator, after = path.read_text(encoding="utf-8").partition("tags: [")
    first = after[: min(after.index(","), after.index("]"))] if "," in after else after[: after.index("]")]
    path.write_text(f"{before}{separator}renamed{after[len(first) :]}", encoding="utf-8")
