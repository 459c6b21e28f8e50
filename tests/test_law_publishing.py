"""Law 4: readers never meet a torn or missing file, and a build that is killed anywhere is healed by the next."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from archive import Archive

from builder.files import OUTPUT_STAGING

PUBLICATIONS = 100 if os.environ.get("FONDS_ALL") else 30
"""During which readers look."""

KILLS = int(os.environ.get("FONDS_KILLS", "8"))
"""Moments of a build at which it is killed; `make law` tries more."""


@pytest.fixture
def shelf(archive: Archive) -> Archive:
    """Thirty articles, published."""
    for number in range(30):
        archive.article(f"piece-{number}", tags=["bridges"], body=f"Edition 0 {'word ' * 50}\n")
    archive.build()
    return archive


class Reader(threading.Thread):
    """Reads the same pages over and over, and keeps what was not whole."""

    def __init__(self, files: list[Path]) -> None:
        super().__init__()
        self.files = files
        self.missing: list[Path] = []
        self.torn: list[Path] = []
        self.reads = 0
        self.ended = threading.Event()

    def run(self) -> None:
        """Read until told to stop."""
        while not self.ended.is_set():
            for file in self.files:
                self.reads += 1
                try:
                    data = file.read_bytes()
                except FileNotFoundError:
                    self.missing.append(file)
                    continue
                if not data.rstrip().endswith(b"</html>"):
                    self.torn.append(file)


def test_readers_meet_neither_missing_nor_torn_files(shelf: Archive) -> None:
    """While edition after edition is published under their eyes."""
    pages = [shelf.public / "articles" / f"piece-{number}" / "index.html" for number in range(30)]
    reader = Reader([*pages, shelf.public / "index.html", shelf.public / "tags/bridges/index.html"])
    reader.start()
    try:
        for edition in range(1, PUBLICATIONS + 1):
            for number in range(edition % 3, 30, 3):
                shelf.article(f"piece-{number}", tags=["bridges"], body=f"Edition {edition} {'word ' * 50}\n")
            assert shelf.build().written > 0
    finally:
        reader.ended.set()
        reader.join()

    assert (reader.missing, reader.torn) == ([], [])
    assert reader.reads > PUBLICATIONS


@pytest.mark.parametrize("moment", range(KILLS))
def test_a_build_killed_at_any_moment_is_healed(shelf: Archive, moment: int) -> None:
    """The moments lie evenly between the start and the end of a build."""
    began = time.monotonic()
    assert shelf.fonds("build", "--jobs", "1", "--clean").returncode == 0
    whole = time.monotonic() - began
    old = shelf.snapshot()
    for number in range(30):
        shelf.article(f"piece-{number}", title=f"New {number}", tags=["storms"], body="Other words.\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "builder", "build", "--jobs", "1"],
        cwd=shelf.folder,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout=whole * (moment + 1) / KILLS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    between = shelf.snapshot()

    shelf.build()
    healed = shelf.snapshot()
    fresh = Archive(shelf.folder.parent / "fresh")
    (fresh.folder / "content" / "articles").rmdir()
    (fresh.folder / "content").rmdir()
    (shelf.folder / "content").rename(fresh.folder / "content")
    fresh.build()

    assert healed == fresh.snapshot()
    pages = [name for name in between if name.endswith(".html")]
    assert all(between[name] in (old.get(name), healed.get(name)) for name in pages)


def test_a_build_killed_while_it_stages_on_another_file_system_is_healed(
    shelf: Archive, elsewhere: Path
) -> None:
    """What it had staged there never becomes part of the site."""
    output = elsewhere / "public"
    process = subprocess.Popen(
        [sys.executable, "-m", "builder", "build", "--jobs", "1", "--output", str(output)],
        cwd=shelf.folder,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    while not (output / OUTPUT_STAGING).is_dir() and process.poll() is None:
        pass
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    here = shelf.snapshot()

    shelf.build(output=output)
    shelf.public = output

    assert shelf.snapshot() == here
    assert not (output / OUTPUT_STAGING).exists()


@pytest.mark.parametrize("starters", [2, 8])
def test_of_many_builds_at_once_one_works_and_the_others_say_who(shelf: Archive, starters: int) -> None:
    shelf.article("piece-0", title="Other", body="Other words.\n")
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "builder", "build", "--jobs", "1", "--clean"],
            cwd=shelf.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(starters)
    ]
    told = [process.communicate(timeout=120)[1] for process in processes]
    codes = [process.returncode for process in processes]

    assert set(codes) <= {0, 75}
    assert 0 in codes
    assert all(
        "another build of this site is running (process " in words
        for words, code in zip(told, codes, strict=True)
        if code
    )
    assert "Other" in shelf.read("articles/piece-0/")
