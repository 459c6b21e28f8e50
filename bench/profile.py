"""Where the time of a cold build goes: by stage, by template, by function; with one process, so that all is seen.

Usage: python bench/profile.py SITE [--top 25]
"""

import argparse
import io
import json
import pstats
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

import msgspec

from builder.cli import main as fonds
from builder.templating import Templates

CACHE = Path(__file__).resolve().parent.parent / ".cache" / "bench"

# In a process of its own, which does not look for modules here: cProfile imports a `profile`: not this.
PROFILED_BUILD = ["-m", "cProfile", "-o", "{stats}", "-m", "builder"]


class TemplateTime(msgspec.Struct):
    """What one template took to render; the first page also has the time to compile it."""

    pages: int = 0
    seconds: float = 0.0


def copy_site(site: Path, target: Path) -> None:
    """The sources of a site without what a build left there: so the build is cold, and the site stays as it is."""
    target.mkdir()
    shutil.copy(site / "site.toml", target)
    for name in ("content", "templates"):
        if (site / name).is_dir():
            shutil.copytree(site / name, target / name)


def list_arguments(site: Path, output: Path) -> list[str]:
    """The command line of a build in one process."""
    return ["build", "--site", str(site), "--output", str(output), "--jobs", "1", "--json"]


def build_here(site: Path, output: Path) -> None:
    """Build by the command in this process, where what it calls can be timed."""
    with redirect_stdout(io.StringIO()):
        fonds.main(args=list_arguments(site, output), standalone_mode=False)


def build_apart(site: Path, output: Path, before: list[str]) -> dict[str, float]:
    """Build by the command in a process of its own; returns the seconds of each stage."""
    command = [sys.executable, *before, *list_arguments(site, output)]
    done = subprocess.run(command, cwd=site, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"profile: the build failed: {done.stdout}{done.stderr}")
    seconds: dict[str, float] = json.loads(done.stdout.splitlines()[-1])["seconds"]
    return seconds


@contextmanager
def time_templates() -> Iterator[dict[str, TemplateTime]]:
    """Inside the block every rendering of a page is timed, by the page's template."""
    times: dict[str, TemplateTime] = {}
    render = Templates.render

    def render_timed(self: Templates, name: str, *rest: Any) -> str:
        began = time.perf_counter()
        text = render(self, name, *rest)
        found = times.setdefault(name, TemplateTime())
        found.pages += 1
        found.seconds += time.perf_counter() - began
        return text

    Templates.render = render_timed  # type: ignore[assignment, method-assign]
    try:
        yield times
    finally:
        Templates.render = render  # type: ignore[method-assign]


def write_stages(seconds: dict[str, float]) -> str:
    """The seconds of each stage, and its share of all."""
    total = seconds["total"] or 1.0
    lines = [f"{name:12}{value:9.3f} s {value / total:6.1%}" for name, value in seconds.items()]
    return "\n".join(["Stages", *lines, ""])


def write_templates(times: dict[str, TemplateTime]) -> str:
    """Each template with its pages, the dearest first."""
    ranked = sorted(times.items(), key=lambda item: -item[1].seconds)
    lines = [
        f"{name:16}{found.pages:9,} pages {found.seconds:9.3f} s"
        f"{found.seconds / found.pages * 1e6:10,.0f} µs a page"
        for name, found in ranked
    ]
    return "\n".join(["Templates", *lines, ""])


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("site", type=Path)
    parser.add_argument("--top", type=int, default=25, help="functions to show")
    options = parser.parse_args()
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="profile-", dir=CACHE) as name:
        folder = Path(name)
        sites = [folder / f"site-{number}" for number in range(3)]
        for site in sites:
            copy_site(options.site, site)
        print(write_stages(build_apart(sites[0], folder / "out-0", ["-m", "builder"])))
        with time_templates() as times:
            build_here(sites[1], folder / "out-1")
        print(write_templates(times))
        stats = folder / "stats"
        before = [part.format(stats=stats) for part in PROFILED_BUILD]
        build_apart(sites[2], folder / "out-2", before)
        print("Functions, by their own time")
        pstats.Stats(str(stats)).strip_dirs().sort_stats("tottime").print_stats(options.top)


if __name__ == "__main__":
    main()
