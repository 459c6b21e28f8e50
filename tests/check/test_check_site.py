"""A check of whole archives: all that a build says, all that it does not, and nothing published."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest
from archive import Archive

from builder.check import Findings, check_site
from builder.check.findings import TITLES
from builder.errors import BusyError, ConfigError

ROOT = Path(__file__).resolve().parent.parent.parent


def check(archive: Archive, **options: object) -> Findings:
    return check_site(archive.folder, **{"today": "2026-11-22", "jobs": 1, **options})  # type: ignore[arg-type]


def kinds(findings: Findings) -> dict[str, int]:
    """How many findings there are of each kind."""
    return {group.kind: len(group.problems) for group in findings.groups}


def test_whole_archive_has_no_findings(archive: Archive) -> None:
    archive.article(
        "piece",
        publication="The Herald",
        authors=["Ada Ensor"],
        published="1916-10-17",
        posted="2020-01-01",
        original_url="https://herald.example/1916/10/17/piece.html",
    )

    findings = check(archive)

    assert findings.groups == ()
    assert findings.articles == 1
    assert findings.review is None


def test_all_that_a_build_says_is_among_the_findings(archive: Archive) -> None:
    archive.article("head", kind="newpaper")
    archive.article("text", body="A [link](javascript:alert), [none](article:nowhere).\n")
    archive.article("terms-1", tags=["Storms"])
    archive.article("terms-2", tags=["storms"])
    archive.article("review", review=["the date"])
    archive.article("twice-1", aliases=["/old/"])
    archive.article("twice-2", aliases=["/old/"])
    archive.write("content/notes.txt", "")
    archive.write("templates/parts/own.html", "{{ nothing }}")
    said = set(archive.problems())

    findings = check(archive)

    assert said <= {problem for group in findings.groups for problem in group.problems}
    assert kinds(findings).keys() >= {"content", "texts", "terms", "review", "theme", "pages", "sources"}
    assert set(findings.errors) == {problem for problem in said if problem.severity == "error"}


def test_findings_are_in_the_order_of_kinds_and_places(archive: Archive) -> None:
    for slug in ("b", "a"):
        archive.article(slug, review=["second", "first"], tags=[slug])

    findings = check(archive)

    places = list(TITLES)
    assert [group.kind for group in findings.groups] == sorted(kinds(findings), key=places.index)
    assert all(list(group.problems) == sorted(group.problems) for group in findings.groups)


def test_site_toml_that_is_wrong_is_told_with_what_is_wrong_elsewhere(archive: Archive) -> None:
    archive.write("site.toml", '[site]\ntitel = "T"\n')
    archive.article("head", kind="newpaper")
    archive.write("templates/day.html", "{% if %}")

    assert kinds(check(archive)) == {"config": 2, "content": 1, "theme": 1}


def test_folder_that_is_no_site_stays_as_it_is(archive: Archive) -> None:
    (archive.folder / "site.toml").unlink()

    with pytest.raises(ConfigError, match="no site"):
        check(archive)
    assert not (archive.folder / ".cache").exists()


def test_check_publishes_nothing(archive: Archive) -> None:
    archive.article("piece", body="Old words.\n")
    check(archive)
    assert not archive.public.exists()
    archive.build()
    before = archive.snapshot()

    archive.article("piece", body="New words.\n")
    archive.article("other")
    check(archive)

    assert archive.snapshot() == before


def test_build_after_a_check_is_that_of_a_fresh_folder(archive: Archive) -> None:
    """A check fills the store; what it leaves there must not show."""
    archive.article("piece", tags=["storms"], body="Old words.\n")
    archive.build()
    archive.article("piece", tags=["storms"], body="New words.\n")
    archive.article("other", tags=["storms"])
    check(archive)
    check(archive, review=True)
    archive.build()
    other = Archive(archive.folder.parent / "fresh")
    shutil.copytree(archive.folder / "content", other.folder / "content", dirs_exist_ok=True)
    other.build()

    assert archive.snapshot() == other.snapshot()


def test_findings_are_the_same_with_a_store_and_without(archive: Archive) -> None:
    for slug in ("a", "b"):
        archive.article(slug, body="Some words that stand in both of the pieces. " * 9 + "\n", tags=[slug])
    first = check(archive)
    again = check(archive)
    archive.write(".cache/store-1.sqlite", "damaged")

    assert again.groups == check(archive).groups == first.groups != ()


def test_findings_do_not_depend_on_the_order_in_which_files_were_written(archive: Archive) -> None:
    other = Archive(archive.folder.parent / "other")
    slugs = ["b", "a", "d", "c"]
    for site, order in ((archive, slugs), (other, sorted(slugs))):
        for slug in order:
            site.article(
                slug, body="Some words that stand in all of the pieces. " * 9, tags=[f"{slug}torms", "T", "t"]
            )

    assert check(archive).groups == check(other).groups


def test_check_waits_for_no_build(archive: Archive) -> None:
    archive.write(".cache/lock", str(os.getpid()))
    with (archive.folder / ".cache/lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        with pytest.raises(BusyError):
            check(archive)


def test_review_walks_the_queue_drafts_included(archive: Archive) -> None:
    archive.article("b", title="Floods", published="1916", review=["`published` is a guess", "Whole?"])
    archive.article("a", status="draft", review=["Look."], tags=["once"])

    findings = check(archive, review=True)

    assert findings.review is not None
    assert [(entry.file.rpartition("/")[2], entry.title) for entry in findings.review] == [
        ("a.md", "A"),
        ("b.md", "Floods"),
    ]
    assert findings.review[1].notes[0].value == "1916"
    assert kinds(findings) == {"review": 3}


def test_review_tells_what_could_not_be_read(archive: Archive) -> None:
    archive.article("a", kind="newpaper", review=["Look."])

    findings = check(archive, review=True)

    assert findings.review == ()
    assert len(findings.errors) == 1


def test_demonstration_archive_has_the_gaps_that_history_left(archive: Archive) -> None:
    """A letter that no paper printed, a clipping, an unsigned report, a typescript: all else is as it should be."""
    shutil.rmtree(archive.folder)
    archive.folder.mkdir()
    for name in ("content", "site.toml"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, archive.folder / name)

    findings = check(archive)

    assert findings.errors == ()
    assert kinds(findings) == {"sources": 5}
    assert {problem.where.file.rpartition("/")[2] for problem in findings.warnings} == {
        "babbage-mathematical-powers.md",
        "filed-by-hand.txt",
        "times-mechanical-brain.md",
        "turing-heretical-theory.md",
        "von-neumann-first-draft-edvac.md",
    }


def test_two_processes_find_what_one_finds(archive: Archive) -> None:
    for number in range(300):
        story = " ".join(f"word{number // 2}x{place}" for place in range(60))
        archive.article(f"piece-{number:03}", body=f"{story}\n", tags=[f"tag {number % 150}"])
    alone = check(archive)
    shutil.rmtree(archive.folder / ".cache")

    assert check(archive, jobs=2).groups == alone.groups
    assert kinds(alone)["duplicates"] == 150
