"""`fonds import` as its users meet it: words, a table, exit codes, one JSON object."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from archive import Archive


def clip(title: str, credit: str = "Mary Roe, The Guardian, March 1, 2011", body: str = "It rained.") -> str:
    return f"Posted on March 2, 2011\n\n{title}\n\n{credit}\n\n{body}\n"


@pytest.fixture
def inbox(archive: Archive) -> Path:
    """A folder of the site, as its maintainer might keep one."""
    folder = archive.folder / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_text(clip("Wells Run Dry"))
    (folder / "b.txt").write_text(clip("BUCKETS [b]SOLD[/b] OUT\x1b[31m", "Mary Roe, Dissent, March 1, 2011"))
    return folder


def test_an_import_says_in_a_few_lines_what_it_did(archive: Archive, inbox: Path) -> None:
    first, again = archive.fonds("import", "inbox"), archive.fonds("import", "inbox")

    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("Imported 2 articles, 1 to review, in ")
    assert "Not in content/publications.toml yet: Dissent (1), The Guardian (1)" in first.stdout
    assert "under `review`" in first.stdout
    assert again.stdout.startswith("Imported 0 articles, 2 known already, in ")


def test_a_dry_run_shows_what_was_understood_and_how_sure(archive: Archive, inbox: Path) -> None:
    result = archive.fonds("import", "inbox", "--dry-run")

    rows = [line for line in result.stdout.splitlines() if "inbox/" in line]
    assert result.returncode == 0
    assert [cell.strip() for cell in rows[0].strip("│ ").split("│")] == [
        "inbox/a.txt:1",
        "Wells Run Dry",
        "Mary Roe",
        "The Guardian",
        "2011-03-01",
        "2011-03-02",
        "sure",
    ]
    assert "text, publication" in rows[1]
    assert "BUCKETS [b]SOLD[/b] OUT" in rows[1]
    assert "\x1b" not in result.stdout
    assert "Would import 2 articles, 1 to review" in result.stdout
    assert not (archive.folder / ".cache").exists()


def test_what_is_refused_is_told_and_exits_with_1(archive: Archive, inbox: Path) -> None:
    (inbox / "c\x1b[2J.txt").write_bytes(b"\0")

    result = archive.fonds("import", "inbox")

    assert result.returncode == 1
    assert result.stdout.startswith("Imported 2 articles, 1 to review, 1 refused, in ")
    assert result.stderr == (
        "error: inbox/c\\x1b[2J.txt: the file holds a NUL byte, so it is no plain text; save it as text in UTF-8\n"
    )


def test_json_is_one_object_and_nothing_else(archive: Archive, inbox: Path) -> None:
    (inbox / "c.txt").write_bytes(b"\0")
    (inbox / "d.jpg").write_bytes(b"\0")

    result = archive.fonds("import", "inbox", "inbox/a.txt", "--json")

    report = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (1, "")
    counts = {name: report[name] for name in ("imported", "known", "refused", "to_review", "left_alone")}
    assert counts == {"imported": 2, "known": 1, "refused": 1, "to_review": 1, "left_alone": 1}
    assert report["articles"][0] == {
        "source": "inbox/a.txt",
        "line": 1,
        "file": "content/articles/wells-run-dry.md",
        "title": "Wells Run Dry",
        "authors": ["Mary Roe"],
        "publication": "The Guardian",
        "published": "2011-03-01",
        "posted": "2011-03-02",
        "review": [],
    }
    assert report["skipped"] == [{"source": "inbox/a.txt", "file": "content/articles/wells-run-dry.md"}]
    assert [set(problem) for problem in report["problems"]] == [{"file", "line", "message", "hint"}]
    assert {"name": "Dissent", "articles": 1} in report["new_publications"]


def test_json_has_the_same_shape_where_nothing_could_begin(archive: Archive, inbox: Path) -> None:
    good = json.loads(archive.fonds("import", "inbox", "--json").stdout)

    result = archive.fonds("import", "inbox", "--site", "inbox", "--json")

    report = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (1, "")
    assert report.keys() == good.keys()
    assert "there is no site.toml in inbox" in report["problems"][0]["message"]


@pytest.mark.parametrize(
    "arguments", [("import",), ("import", "nowhere"), ("import", "inbox", "--site", "nowhere")]
)
def test_wrong_usage_exits_with_2(archive: Archive, inbox: Path, arguments: tuple[str, ...]) -> None:
    result = archive.fonds(*arguments)

    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_a_folder_that_is_no_site_is_told_with_its_mend(archive: Archive, inbox: Path) -> None:
    result = archive.fonds("import", "inbox", "--site", "inbox")

    assert result.returncode == 1
    assert result.stderr == (
        "error: there is no site.toml in inbox: go to your site's folder, or name it with --site\n"
    )


def test_a_broken_site_is_told_with_its_mend(archive: Archive, inbox: Path) -> None:
    archive.write("site.toml", "[site]\n")

    result = archive.fonds("import", "inbox")

    assert result.returncode == 1
    assert "site.toml" in result.stderr
    assert result.stderr.endswith("1 problem: nothing was imported.\n")


def test_a_site_that_is_being_built_exits_with_75(archive: Archive, inbox: Path) -> None:
    archive.write(".cache/lock", str(os.getpid()))
    with (archive.folder / ".cache/lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        result = archive.fonds("import", "inbox")

    assert result.returncode == 75
    assert f"process {os.getpid()}" in result.stderr


def begin(archive: Archive) -> "subprocess.Popen[str]":
    """An import of many files, that has written a few."""
    for number in range(800):
        (archive.folder / f"inbox/{number:04}.txt").write_text(
            clip(f"Piece {number}", body="It rained. " * 200)
        )
    process = subprocess.Popen(
        [sys.executable, "-m", "builder", "import", "inbox"],
        cwd=archive.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while len(os.listdir(archive.folder / "content/articles")) < 50 and time.monotonic() < deadline:  # noqa: PTH208
        assert process.poll() is None
    return process


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_an_interrupted_import_leaves_whole_files_and_is_brought_to_its_end(
    archive: Archive, inbox: Path, sign: signal.Signals, code: int
) -> None:
    process = begin(archive)
    os.killpg(process.pid, sign)
    _, errors = process.communicate(timeout=60)

    assert process.returncode == code, errors
    assert "Traceback" not in errors
    made = list((archive.folder / "content/articles").iterdir())
    assert 50 <= len(made) < 802
    assert all(
        path.read_text().endswith("It rained. " * 199 + "It rained.\n")
        for path in made
        if "piece" in path.name
    )
    again = json.loads(archive.fonds("import", "inbox", "--json").stdout)
    assert again["imported"] + again["known"] == 802
    assert again["refused"] == 0
    assert len(list((archive.folder / "content/articles").iterdir())) == 802
