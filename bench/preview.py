"""What it costs to work beside `fonds serve`: from saving an article to seeing it, in Chromium.

    python -m bench.preview --sizes 300 10000

Seconds from the moment a file is saved until the page that is open has loaded anew and shows it, over random
articles; whether any of many saves in quick succession is lost; how often a burst is built; how long requests
wait while a build is running; what the server costs while nothing happens.
"""

import argparse
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
from playwright.sync_api import Page, expect, sync_playwright

from bench.convert import lay_out_fonds
from bench.generate import write_archive

SAVES = 20
RANDOM_SAVES = 200
BURST = 1000
IDLE = 10
"""Seconds."""
QUIET = 10
"""Seconds, longer than any build of one change."""
PATIENCE = 60_000
"""Milliseconds."""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """Of one size of archive."""

    articles: int
    saved_to_seen: float
    """Median, in seconds."""
    slowest: float
    lost: int
    """Of 200 saves, those after which the last one was not seen."""
    builds_of_a_burst: int
    wait_p99: float
    """Seconds that a request takes while a build is running."""
    idle: float
    """Share of one core."""


class Preview:
    """`fonds serve` of a site, and what it says."""

    def __init__(self, site: Path, log: Path) -> None:
        self._log = log
        command = [sys.executable, "-m", "builder", "serve", "--site", str(site), "--port", "0"]
        with log.open("w") as file:
            self.process = subprocess.Popen(command, stdout=file, stderr=file, start_new_session=True)
        found = None
        while not found:
            time.sleep(0.05)
            found = re.search(r"http://\S+", log.read_text())
        self.url = found[0]

    @property
    def builds(self) -> int:
        """How many have ended."""
        return self._log.read_text().count("Built ")

    def wait_until_quiet(self, builds: int = 0) -> None:
        """Wait until there have been so many builds, and no further one comes."""
        while True:
            before = self.builds
            time.sleep(1)
            if self.builds == before >= builds:
                return

    def cpu_seconds(self) -> float:
        """Of all its processes."""
        group = str(self.process.pid)
        listed = subprocess.run(
            ["ps", "-o", "cputimes=", "-s", group], capture_output=True, text=True, check=True
        )
        return sum(map(float, listed.stdout.split()))


@contextmanager
def running(site: Path, log: Path) -> Iterator[Preview]:
    """A preview that has built its site."""
    preview = Preview(site, log)
    try:
        preview.wait_until_quiet(1)
        yield preview
    finally:
        preview.process.terminate()
        preview.process.wait()


def measure(articles: int, page: Page) -> Figures:
    """All figures of an archive of so many articles."""
    with tempfile.TemporaryDirectory(prefix="fonds-bench-") as folder:
        archive, site = Path(folder, "archive"), Path(folder, "site")
        write_archive(archive, articles, 5000, 4)
        lay_out_fonds(archive, site)
        shutil.rmtree(archive)
        files = sorted((site / "content" / "articles").rglob("*.md"))
        chance = random.Random(1916)
        with running(site, Path(folder, "log")) as preview:
            page.goto(preview.url, timeout=PATIENCE)
            seconds = [_save_and_see(page, preview, chance.choice(files), number) for number in range(SAVES)]
            return Figures(
                articles=articles,
                saved_to_seen=round(statistics.median(seconds), 3),
                slowest=round(max(seconds), 3),
                lost=_count_lost(page, preview, files, chance),
                builds_of_a_burst=_count_builds(preview, files),
                wait_p99=round(_wait_while_building(preview, files), 3),
                idle=round(_idle(preview), 4),
            )


def _address(preview: Preview, file: Path) -> str:
    return f"{preview.url}articles/{file.stem}/"


def _save(file: Path, words: str) -> None:
    head, _, _ = file.read_text().partition("\n<!-- saved -->\n")
    file.write_text(f"{head}\n<!-- saved -->\n\n{words}\n")


def _save_and_see(page: Page, preview: Preview, file: Path, number: int) -> float:
    page.goto(_address(preview, file))
    page.wait_for_timeout(300)
    words = f"Words that were saved as number {number}."
    builds = preview.builds
    began = time.perf_counter()
    _save(file, words)
    expect(page.locator(".body")).to_contain_text(words, timeout=PATIENCE)
    seconds = time.perf_counter() - began
    preview.wait_until_quiet(builds + 1)
    return seconds


def _count_lost(page: Page, preview: Preview, files: Sequence[Path], chance: random.Random) -> int:
    """Save one article again and again, at random moments; each time the page must come to show it."""
    file = files[len(files) // 2]
    page.goto(_address(preview, file))
    lost = 0
    for number in range(RANDOM_SAVES):
        words = f"Random words, number {number}."
        _save(file, words)
        if number % 10 == 9:
            try:
                expect(page.locator(".body")).to_contain_text(words, timeout=PATIENCE // 6)
            except AssertionError:
                lost += 1
        time.sleep(chance.random() * 0.4)
    return lost


def _count_builds(preview: Preview, files: Sequence[Path]) -> int:
    time.sleep(QUIET)
    before = preview.builds
    for number in range(BURST):
        _save(files[number % len(files)], f"Words of a burst, {number}.")
    preview.wait_until_quiet(before + 1)
    time.sleep(QUIET)
    return preview.builds - before


def _wait_while_building(preview: Preview, files: Sequence[Path]) -> float:
    """The wait that one request in a hundred exceeds, from the save until the build has ended."""
    waits: list[float] = []
    before = preview.builds
    for file in files[:100]:
        head, _, rest = file.read_text().partition("title: ")
        file.write_text(
            f'{head}title: "New {rest[1:]}' if rest.startswith('"') else f"{head}title: New {rest}"
        )
    while preview.builds == before or len(waits) < 100:
        began = time.perf_counter()
        urllib.request.urlopen(_address(preview, files[len(waits) % len(files)])).read()  # noqa: S310 - ours
        waits.append(time.perf_counter() - began)
        time.sleep(0.005)
    preview.wait_until_quiet()
    return statistics.quantiles(waits, n=100)[98]


def _idle(preview: Preview) -> float:
    time.sleep(QUIET)
    before = preview.cpu_seconds()
    time.sleep(IDLE)
    return (preview.cpu_seconds() - before) / IDLE


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[300, 10_000])
    sizes = parser.parse_args().sizes
    program = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for size in sizes:
            page = browser.new_page()
            print(msgspec.json.encode(measure(size, page)).decode())
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
