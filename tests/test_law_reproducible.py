"""Law 1, the other half: nothing of the machine, the moment or the order of things reaches the output."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from archive import Archive

ROOT = Path(__file__).resolve().parent.parent

SURROUNDINGS: dict[str, tuple[dict[str, str], list[str], int]] = {
    "another hash seed": ({"PYTHONHASHSEED": "1"}, [], 0o022),
    "a third hash seed": ({"PYTHONHASHSEED": "77"}, [], 0o022),
    "an early time zone": ({"TZ": "Pacific/Apia"}, [], 0o022),
    "a late time zone": ({"TZ": "Pacific/Niue"}, [], 0o022),
    "no locale": ({"LC_ALL": "C"}, [], 0o022),
    "a Turkish locale": ({"LC_ALL": "tr_TR.UTF-8"}, [], 0o022),
    "a strict umask": ({}, [], 0o077),
    "two workers": ({}, ["--jobs", "2"], 0o022),
    "eight workers": ({}, ["--jobs", "8"], 0o022),
}

SHUFFLED = """
import os, random, sys

deal = random.Random(int(sys.argv.pop(1)))
listdir, scandir = os.listdir, os.scandir

class Listing:
    def __init__(self, found):
        self.found = list(found)
        deal.shuffle(self.found)
    def __iter__(self):
        return self
    def __next__(self):
        if not self.found:
            raise StopIteration
        return self.found.pop()
    def __enter__(self):
        return self
    def __exit__(self, *error):
        self.close()
    def close(self):
        self.found = []

def scan(*place):
    with scandir(*place) as found:
        return Listing(found)

os.scandir, os.listdir = scan, lambda *place: list(Listing(listdir(*place)))
from builder.cli import main
main()
"""
"""`fonds` on a file system that lists folders in no order at all."""


def demonstration(folder: Path, reverse: bool = False) -> Archive:
    """The demonstration archive in a folder of its own; its files made in one order or the other."""
    archive = Archive(folder)
    shutil.rmtree(folder / "content")
    files = sorted(path for path in (ROOT / "content").rglob("*") if path.is_file())
    for path in reversed(files) if reverse else files:
        target = folder / "content" / path.relative_to(ROOT / "content")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    shutil.copy(ROOT / "site.toml", folder / "site.toml")
    return archive


def published(
    archive: Archive, environment: dict[str, str], options: list[str], umask: int
) -> dict[str, bytes]:
    """The output of a build in a process of its own."""
    subprocess.run(
        [sys.executable, "-m", "builder", "build", *(options or ["--jobs", "1"])],
        cwd=archive.folder,
        env={**os.environ, **environment},
        preexec_fn=lambda: os.umask(umask) and None,
        check=True,
        capture_output=True,
    )
    return archive.snapshot()


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The demonstration archive as this process builds it."""
    archive = demonstration(tmp_path_factory.mktemp("usual") / "site")
    archive.build()
    return archive.snapshot()


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_surroundings_do_not_matter(tmp_path: Path, usual: dict[str, bytes], name: str) -> None:
    found = published(demonstration(tmp_path / "elsewhere" / "deeper"), *SURROUNDINGS[name])

    assert found.keys() == usual.keys()
    assert [file for file in found if found[file] != usual[file]] == []


def test_order_of_files_in_their_folders_does_not_matter(tmp_path: Path, usual: dict[str, bytes]) -> None:
    found = published(demonstration(tmp_path / "site", reverse=True), {}, [], 0o022)

    assert found == usual


def test_order_in_which_folders_are_listed_does_not_matter(tmp_path: Path, usual: dict[str, bytes]) -> None:
    """Also for what an earlier build had met in another order."""
    archive = demonstration(tmp_path / "site")
    said = []
    for seed, options in (("1", []), ("2", []), ("3", ["--clean"])):
        result = subprocess.run(
            [sys.executable, "-c", SHUFFLED, seed, "build", "--jobs", "1", *options],
            cwd=archive.folder,
            capture_output=True,
            text=True,
            check=True,
        )
        said.append(result.stdout)
        assert archive.snapshot() == usual

    assert ", 0 files written" not in said[0]
    assert all(", 0 files written" in words for words in said[1:])


def test_day_of_the_build_does_not_matter(tmp_path: Path, usual: dict[str, bytes]) -> None:
    archive = demonstration(tmp_path / "site")

    archive.build(today="2031-01-01")

    assert archive.snapshot() == usual
