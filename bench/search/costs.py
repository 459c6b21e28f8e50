"""What it takes to index: Fonds as the difference that search makes to a build, Pagefind over the same pages."""

import json
import shutil
import subprocess
from pathlib import Path

from bench.install import Programs
from bench.measure import CommandError, Tree, Usage, add_usages, count_files, measure
from bench.search.records import Built, Indexed, Newest
from bench.tools import Tool, run_tool

PAGEFIND_OPTIONS = (
    "--root-selector",
    "article",
    "--exclude-selectors",
    ".contents, nav, section[aria-labelledby='related']",
    "--quiet",
)
"""Of a page of Fonds what is the article: its head, its text, its tags."""

WITHOUT_SEARCH = "\n[search]\nenabled = false\n"


def build_fonds(programs: Programs, site: Path, output: Path) -> tuple[Usage, float]:
    """One cold build, and the seconds that it says its search took."""
    shutil.rmtree(site / ".cache", ignore_errors=True)
    log = output.with_name(f"{output.name}-log")
    command = [*programs.fonds, "build", "--site", str(site), "--output", str(output), "--json"]
    usage = measure(command, site.parent, log)
    told = next(
        line for line in reversed(log.read_text(encoding="utf-8").splitlines()) if line.startswith("{")
    )
    return usage, float(json.loads(told)["seconds"].get("search", 0))


def index_fonds(programs: Programs, site: Path, place: Path, rounds: int) -> tuple[Indexed, Usage]:
    """The index alone and the whole build, the least of some rounds; the site stands built in place/fonds.

    The index is a small difference of large figures, which a busy machine only makes larger.
    """
    config = site / "site.toml"
    text = config.read_text(encoding="utf-8")
    with_search, without, stages = list[Usage](), list[Usage](), list[float]()
    for number in range(rounds):
        config.write_text(f"{text}{WITHOUT_SEARCH}", encoding="utf-8")
        without.append(build_fonds(programs, site, place / f"without-{number}")[0])
        config.write_text(text, encoding="utf-8")
        output = place / ("fonds" if number == rounds - 1 else f"with-{number}")
        usage, stage = build_fonds(programs, site, output)
        with_search.append(usage)
        stages.append(stage)
    whole, plain = _least(with_search), _least(without)
    usage = Usage(wall=whole.wall - plain.wall, cpu=whole.cpu - plain.cpu, memory=whole.memory)
    index, scripts = (
        count_files(place / "fonds" / "search"),
        count_files(place / "fonds" / "assets" / "search"),
    )
    tree = Tree(pages=0, files=index.files + scripts.files, size=index.size + scripts.size)
    return Indexed(usage=usage, tree=tree, wall=min(stages), memory_without=plain.memory), whole


def index_pagefind(programs: Programs, public: Path, site: Path, rounds: int) -> Indexed | str:
    """Pagefind over the article pages of a built site, copied; or why it cannot run."""
    if isinstance(programs.pagefind, str):
        return programs.pagefind
    shutil.copytree(public / "articles", site / "articles")
    command = [*programs.pagefind, "--site", str(site), *PAGEFIND_OPTIONS]
    usages = []
    for _ in range(rounds):
        shutil.rmtree(site / "pagefind", ignore_errors=True)
        usages.append(measure(command, site, site.with_name(f"{site.name}-log")))
    usage = _least(usages)
    return Indexed(usage=usage, tree=count_files(site / "pagefind"), wall=usage.wall)


def _least(usages: list[Usage]) -> Usage:
    """The least of each figure by itself."""
    return Usage(
        wall=min(usage.wall for usage in usages),
        cpu=min(usage.cpu for usage in usages),
        memory=min(usage.memory for usage in usages),
    )


def build_peer(tool: Tool, archive: Path, place: Path) -> Built:
    """A whole cold build of a peer."""
    site, output = place / f"{tool.key}-site", place / tool.key
    tool.lay_out(archive, site)
    return Built(title=tool.title, usage=add_usages([run_tool(tool, site, output)]), tree=count_files(output))


def add_newest(programs: Programs, site: Path, output: Path) -> Newest:
    """Add an article that is newer than all others to a site that stands."""
    before = {path.name: path.read_bytes() for path in (output / "search").rglob("*.js")}
    text = (
        '---\ntitle: "A piece of news"\npublished: 2025-06-01\nposted: 2025-06-02\ntags: ["News"]\n---\n\n'
        "Yesterday there was nothing to report of the harbour. Today a ship has come in.\n"
    )
    (site / "content" / "articles" / "a-piece-of-news.md").write_text(text, encoding="utf-8")
    command = [*programs.fonds, "build", "--site", str(site), "--output", str(output), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise CommandError(f"fonds ended with {done.returncode}: {done.stderr[-2_000:]}")
    seconds = json.loads(done.stdout)["seconds"]
    after = {path.name: path.read_bytes() for path in (output / "search").rglob("*.js")}
    changed = sum(before.get(name) != data for name, data in after.items())
    return Newest(wall=seconds["total"], search=seconds["search"], changed=changed)
