"""The command as its users meet it: words, exit codes, one JSON object."""

import contextlib
import fcntl
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time

import pytest
from archive import Archive

from builder import __version__

PROBLEM_KEYS = {"file", "line", "message", "hint"}


def test_a_build_says_in_one_line_what_it_did(archive: Archive) -> None:
    archive.article("dune")

    result = archive.fonds("build")

    assert result.returncode == 0
    assert result.stdout.startswith("Built 1 article, ")
    assert result.stdout.count("\n") == 1
    assert result.stderr == ""


def test_json_is_one_object_and_nothing_else(archive: Archive) -> None:
    archive.article("dune", review=["the date"])
    archive.article("sketch", status="draft")

    result = archive.fonds("build", "--json")

    report = json.loads(result.stdout)
    assert result.returncode == 0
    assert result.stderr == ""
    assert report["articles"] == 1
    assert report["pages"] == report["rendered"]
    assert report["written"] > report["pages"]
    assert report["deleted"] == 0
    assert report["skipped"] == [{"path": "content/articles/sketch.md", "reason": "draft"}]
    assert [set(warning) for warning in report["warnings"]] == [PROBLEM_KEYS]
    assert report["problems"] == []
    assert set(report["seconds"]) == {
        "load",
        "markup",
        "pages",
        "render",
        "search",
        "exports",
        "publish",
        "total",
    }


def test_problems_exit_with_1_and_are_told_with_their_mend(archive: Archive) -> None:
    archive.article("dune", kind="newpaper")

    result = archive.fonds("build")

    assert result.returncode == 1
    assert result.stdout == ""
    assert "error: content/articles/dune.md:2: unknown kind 'newpaper'" in result.stderr
    assert 'did you mean "newspaper"?' in result.stderr
    assert "1 problem: nothing was published." in result.stderr


def test_json_has_the_same_shape_when_a_build_fails(archive: Archive) -> None:
    archive.article("dune", kind="newpaper", posted="2020-13-01")

    result = archive.fonds("build", "--json")

    report = json.loads(result.stdout)
    assert result.returncode == 1
    assert [set(problem) for problem in report["problems"]] == [PROBLEM_KEYS, PROBLEM_KEYS]
    assert [problem["line"] for problem in report["problems"]] == [2, 3]
    assert report["articles"] == 0
    assert set(report["seconds"]) >= {"load", "total"}


def test_another_build_exits_with_75_and_names_the_holder(archive: Archive) -> None:
    archive.article("dune")
    archive.write(".cache/lock", str(os.getpid()))
    with (archive.folder / ".cache/lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        result = archive.fonds("build")

    assert result.returncode == 75
    assert f"process {os.getpid()}" in result.stderr


@pytest.mark.parametrize("arguments", [("build",), ("explain", "/")])
def test_disk_that_refuses_is_told_in_one_line(archive: Archive, arguments: tuple[str, ...]) -> None:
    """Also where the lock cannot be opened, before anything else is done."""
    archive.write(".cache/lock/in-the-way", "")

    result = archive.fonds(*arguments)

    assert result.returncode == 1
    assert result.stderr.startswith("error: .cache/lock: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [("bild",), ("build", "--nonsense"), ("build", "--jobs", "-1"), ("build", "--site", "nowhere")],
)
def test_wrong_usage_exits_with_2(archive: Archive, arguments: tuple[str, ...]) -> None:
    result = archive.fonds(*arguments)

    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_an_interrupted_build_exits_with_130(archive: Archive) -> None:
    for number in range(500):
        archive.article(f"piece-{number}", body="Some *words* of a text.\n\n" * 60)
    process = subprocess.Popen(
        [sys.executable, "-m", "builder", "build"],
        cwd=archive.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not (archive.folder / ".cache/staging/text-0").exists() and time.monotonic() < deadline:
        assert process.poll() is None

    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)

    assert process.returncode == 130, errors
    assert "nothing is half written" in errors
    assert "Traceback" not in errors
    assert not archive.public.exists()
    assert archive.fonds("build").returncode == 0


def test_the_site_may_lie_elsewhere(archive: Archive) -> None:
    archive.article("dune")

    result = subprocess.run(
        [sys.executable, "-m", "builder", "build", "--site", str(archive.folder), "--output", "out"],
        cwd=archive.folder.parent,
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    assert (archive.folder.parent / "out/articles/dune/index.html").is_file()


def test_a_folder_without_site_toml_says_so(archive: Archive) -> None:
    (archive.folder / "site.toml").unlink()

    result = archive.fonds("build")

    assert result.returncode == 1
    assert "there is no site.toml" in result.stderr


def test_many_problems_do_not_flood_the_terminal(archive: Archive) -> None:
    for number in range(80):
        archive.article(f"piece-{number}", kind="x")

    result = archive.fonds("build")

    assert result.stderr.count("unknown kind") == 50
    assert "and 30 more errors; --json lists them all" in result.stderr
    assert "80 problems: nothing was published." in result.stderr


def test_the_command_knows_its_version(archive: Archive) -> None:
    assert archive.fonds("--version").stdout == f"fonds, version {__version__}\n"


def test_a_progress_bar_is_drawn_on_a_terminal_only(archive: Archive) -> None:
    import pty

    archive.article("dune")
    parent, child = pty.openpty()

    subprocess.run(
        [sys.executable, "-m", "builder", "build"],
        cwd=archive.folder,
        stderr=child,
        stdout=subprocess.DEVNULL,
        check=True,
        env={**os.environ, "TERM": "xterm"},
    )
    os.close(child)

    assert b"Rendering" in os.read(parent, 65536)
    os.close(parent)


def test_a_profile_says_where_the_time_went(archive: Archive) -> None:
    archive.article("one")
    told = archive.fonds("build", "--profile")

    assert re.search(r"^render +\d+\.\d{3} +\d+%$", told.stdout, re.MULTILINE)
    assert re.search(r"^article\.html +1 +\d+\.\d{3} +\d+\.\d\d$", told.stdout, re.MULTILINE)
    assert "No page was rendered" in archive.fonds("build", "--profile").stdout


def test_a_profile_is_data_for_programs(archive: Archive) -> None:
    archive.article("one")
    archive.article("two")
    templates = json.loads(archive.fonds("build", "--json").stdout)["templates"]

    (article,) = (time for time in templates if time["template"] == "article.html")
    assert article["pages"] == 2
    assert article["seconds"] > 0
    assert "templates" not in json.loads(archive.fonds("build", "--json").stdout)


def run_in_terminal(archive: Archive, *arguments: str, **environment: str) -> str:
    """What a terminal shows of a command."""
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "builder", *arguments],
        cwd=archive.folder,
        env={**os.environ, "NO_COLOR": "", "TERM": "xterm", **environment},
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        check=False,
        timeout=60,
    )
    os.close(theirs)
    shown = b""
    # Linux says with an error that nobody writes any more.
    with contextlib.suppress(OSError):
        while chunk := os.read(ours, 65536):
            shown += chunk
    os.close(ours)
    assert done.returncode in (0, 1)
    return shown.decode()


def test_colours_are_for_terminals_alone(archive: Archive) -> None:
    archive.write("content/articles/one.md", "---\ntitle: One\ntagz: [a]\n---\n")

    assert "\x1b[" in run_in_terminal(archive, "build")
    assert "\x1b" not in archive.fonds("build").stderr


def test_a_terminal_that_wants_no_colours_gets_none(archive: Archive) -> None:
    archive.write("content/articles/one.md", "---\ntitle: One\ntagz: [a]\n---\n")

    shown = run_in_terminal(archive, "config", NO_COLOR="1") + run_in_terminal(archive, "build", NO_COLOR="1")
    # What moves the cursor is no colour.
    assert re.findall(r"\x1b\[[0-9;]*m", shown) == []
    assert "error: content/articles/one.md:3" in shown


@pytest.mark.parametrize(
    ("shell", "sign"),
    [("bash", "complete -o"), ("zsh", "#compdef fonds"), ("fish", "complete --no-files")],
)
def test_shells_can_complete_commands(archive: Archive, shell: str, sign: str) -> None:
    told = archive.fonds("completion", shell)

    assert told.returncode == 0
    assert sign in told.stdout
    assert "_FONDS_COMPLETE" in told.stdout


def test_a_check_tells_findings_by_kind_with_a_count_at_the_end(archive: Archive) -> None:
    archive.article("dune", tags=["sand"], published="1965", kind="book-excerpt")

    result = archive.fonds("check")

    assert result.returncode == 0
    assert result.stderr == ""
    beginnings = [line.partition(";")[0] for line in result.stdout.splitlines()]
    assert beginnings == [
        "Sources that do not say all: 1",
        (
            "  warning: content/articles/dune.md:5: not stated: `publication`, `authors` or `byline`, "
            "`original_url` or where in print"
        ),
        "",
        "Tags used once, or nearly alike: 1",
        "  warning: content/articles/dune.md:2: the tag 'sand' leads to this article alone",
        "",
        "0 errors, 2 warnings",
    ]
    assert not archive.public.exists()


def test_a_check_exits_with_1_for_errors_and_strictly_for_warnings(archive: Archive) -> None:
    archive.article("dune", tags=["sand"])
    assert archive.fonds("check").returncode == 0
    assert archive.fonds("check", "--strict").returncode == 1

    archive.article("dune", kind="newpaper")

    result = archive.fonds("check")
    assert result.returncode == 1
    assert result.stdout.endswith("1 error, 0 warnings\n")


def test_a_check_as_json_has_the_shape_of_a_build(archive: Archive) -> None:
    archive.article("dune", tags=["sand"], review=["the date"])
    archive.article("head", kind="newpaper")

    result = archive.fonds("check", "--json")

    report = json.loads(result.stdout)
    assert result.returncode == 1
    assert result.stderr == ""
    assert [set(problem) for problem in report["problems"]] == [PROBLEM_KEYS]
    assert {tuple(sorted(warning)) for warning in report["warnings"]} == {tuple(sorted(PROBLEM_KEYS))}
    assert sum(report["counts"].values()) == len(report["problems"]) + len(report["warnings"])
    assert report["seconds"]["total"] > 0
    assert "review" not in report


def test_the_review_queue_is_walked_in_words_and_as_data(archive: Archive) -> None:
    archive.article("dune", published="1965", review=["`published` is a guess", "Whole?"])

    words = archive.fonds("check", "--review")
    data = archive.fonds("check", "--review", "--json")

    assert words.stdout.splitlines() == [
        "content/articles/dune.md:3: Dune",
        "  `published` is a guess [published: 1965]",
        "  Whole?",
        "",
        "1 article to be reviewed, 2 notes",
    ]
    (entry,) = json.loads(data.stdout)["review"]
    assert entry["notes"][0] == {"note": "`published` is a guess", "field": "published", "value": "1965"}


def test_a_check_of_a_folder_that_is_no_site_says_so_as_json_too(archive: Archive) -> None:
    (archive.folder / "site.toml").unlink()

    result = archive.fonds("check", "--json")

    assert result.returncode == 1
    assert "there is no site.toml" in json.loads(result.stdout)["problems"][0]["message"]


def test_many_findings_of_a_kind_do_not_flood_the_terminal(archive: Archive) -> None:
    for number in range(60):
        archive.article(f"piece-{number}", original_url="https://herald.example/1916/")

    lines = archive.fonds("check").stdout.splitlines()

    assert sum("not stated" in line for line in lines) == 50
    assert "  … and 10 more; --json lists them all" in lines


def test_many_notes_to_be_reviewed_are_counted(archive: Archive) -> None:
    for number in range(6):
        archive.article(f"piece-{number}", review=["published: guessed"])
    told = archive.fonds("build").stderr

    assert "6 notes to be reviewed: see fonds check --review" in told
    assert "guessed" not in told
    assert len(json.loads(archive.fonds("build", "--json").stdout)["warnings"]) == 6


def test_few_notes_to_be_reviewed_are_shown(archive: Archive) -> None:
    archive.article("piece", review=["published: guessed"])

    assert "to be reviewed: published: guessed" in archive.fonds("build").stderr
