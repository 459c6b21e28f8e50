"""Where the time of a cold build goes: by stage, by template, by function; with one process, so that all is seen.

Usage: python bench/profile.py SITE [--top 25]
"""

import argparse
import pstats
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec

from builder.report import TemplateTime

CACHE = Path(__file__).resolve().parent.parent / ".cache" / "bench"

# In a process of its own, which does not look for modules here: cProfile imports a `profile`: not this.
PROFILED_BUILD = ["-m", "cProfile", "-o", "{stats}", "-m", "builder"]


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What a build says of its own time."""

    seconds: dict[str, float]
    templates: tuple[TemplateTime, ...]


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


def build_apart(site: Path, output: Path, before: list[str]) -> Measured:
    """Build by the command in a process of its own; gives what it measured."""
    command = [sys.executable, *before, *list_arguments(site, output)]
    done = subprocess.run(command, cwd=site, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"profile: the build failed: {done.stdout}{done.stderr}")
    return msgspec.json.decode(done.stdout.splitlines()[-1], type=Measured)


def write_stages(seconds: dict[str, float]) -> str:
    """The seconds of each stage, and its share of all."""
    total = seconds["total"] or 1.0
    lines = [f"{name:12}{value:9.3f} s {value / total:6.1%}" for name, value in seconds.items()]
    return "\n".join(["Stages", *lines, ""])


def write_templates(times: Sequence[TemplateTime]) -> str:
    """Each template with its pages, the dearest first."""
    lines = [
        f"{time.template:16}{time.pages:9,} pages {time.seconds:9.3f} s"
        f"{time.seconds / time.pages * 1e6:10,.0f} µs a page"
        for time in times
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
        sites = [folder / f"site-{number}" for number in range(2)]
        for site in sites:
            copy_site(options.site, site)
        measured = build_apart(sites[0], folder / "out-0", ["-m", "builder"])
        print(write_stages(measured.seconds))
        print(write_templates(measured.templates))
        stats = folder / "stats"
        before = [part.format(stats=stats) for part in PROFILED_BUILD]
        build_apart(sites[1], folder / "out-1", before)
        print("Functions, by their own time")
        pstats.Stats(str(stats)).strip_dirs().sort_stats("tottime").print_stats(options.top)


if __name__ == "__main__":
    main()
