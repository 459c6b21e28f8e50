"""What the output folder holds after a build, and what a build never touches there."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from archive import Archive
from test_retouch import wait_for_the_clock

from builder import publish as publishing
from builder.artifacts import Artifact, stage
from builder.errors import PublishError
from builder.files import MANIFEST, ON_ITS_WAY, OUTPUT_STAGING
from builder.fingerprint import digest
from builder.publish import publish, read_manifest
from builder.staging import artifact_folder


def test_foreign_files_stay_untouched(archive: Archive) -> None:
    archive.article("first")
    archive.build()
    archive.write("public/CNAME", "archive.example\n")
    archive.write("public/articles/notes.txt", "mine\n")

    (archive.folder / "content/articles/first.md").unlink()
    archive.build()

    assert (archive.public / "CNAME").read_text() == "archive.example\n"
    assert (archive.public / "articles/notes.txt").read_text() == "mine\n"


def test_a_foreign_file_is_never_overwritten(archive: Archive) -> None:
    archive.article("first")
    archive.write("public/articles/first/index.html", "somebody's page")

    problem = archive.only_problem()

    assert problem.where.file == "public/articles/first/index.html"
    assert "did not write" in problem.message


def test_the_manifest_names_every_file_with_its_digest(archive: Archive) -> None:
    archive.article("first", tags=["a"])
    archive.build()

    files = archive.snapshot()
    manifest = read_manifest(archive.public)

    assert manifest.files == {name: digest(data) for name, data in files.items() if name != MANIFEST}


def test_a_damaged_page_is_mended(archive: Archive) -> None:
    archive.article("first")
    archive.build()
    before = archive.snapshot()
    (archive.public / "articles/first/index.html").write_text("damaged")
    (archive.public / "404.html").unlink()

    report = archive.build()

    assert report.written == 2
    assert archive.snapshot() == before


@pytest.mark.parametrize("manifest", [b"", b"{", b'{"files": 3}', b"\xff\x00"])
def test_an_odd_manifest_owns_nothing(archive: Archive, manifest: bytes) -> None:
    archive.article("first")
    archive.build()
    before = archive.snapshot()
    (archive.public / MANIFEST).write_bytes(manifest)

    archive.build()

    assert archive.snapshot() == before


def test_place_that_a_page_cannot_be_moved_to_is_named(archive: Archive) -> None:
    archive.article("first")
    archive.build()
    (archive.public / "index.html").unlink()
    (archive.public / "index.html").mkdir()

    with pytest.raises(PublishError, match=r"public/index\.html: Is a directory"):
        archive.build()


def test_a_manifest_that_cannot_be_read_stops_the_build(archive: Archive) -> None:
    """What is ours is not known then, so nothing is written or deleted."""
    archive.article("first")
    archive.build()
    manifest = archive.public / MANIFEST
    manifest.unlink()
    manifest.mkdir()
    before = archive.snapshot()
    archive.article("first", title="Other")

    with pytest.raises(PublishError, match=MANIFEST):
        archive.build()

    assert archive.snapshot() == before


def test_a_page_can_take_the_place_of_a_folder_and_back(archive: Archive) -> None:
    path = archive.article("first", aliases=["/old/place/"])
    archive.build()

    path.unlink()
    archive.article("first", aliases=["/old/place.html", "/old"])
    archive.build()
    assert archive.exists("old/")

    archive.article("first", aliases=["/old.html/deep/"])
    archive.build()
    archive.article("first", aliases=["/old.html"])
    archive.build()
    assert (archive.public / "old.html").is_file()

    archive.article("first", aliases=["/old.html/deep/"])
    report = archive.build()
    assert archive.exists("old.html/deep/")
    assert report.deleted == 1


def test_nothing_is_written_through_a_symbolic_link(archive: Archive, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    archive.article("first")
    archive.public.mkdir()
    (archive.public / "articles").symlink_to(outside)

    with pytest.raises(PublishError, match="symbolic link"):
        archive.build()

    assert list(outside.iterdir()) == []


def test_nothing_is_deleted_through_a_symbolic_link(archive: Archive, tmp_path: Path) -> None:
    path = archive.article("first")
    archive.build()
    outside = tmp_path / "outside"
    (archive.public / "articles").rename(outside)
    (archive.public / "articles").symlink_to(outside)

    path.unlink()
    archive.build()

    assert (outside / "first" / "index.html").is_file()


def test_the_output_may_lie_on_another_file_system(archive: Archive, elsewhere: Path) -> None:
    output = elsewhere / "sites" / "public"
    archive.article("first")
    archive.build()

    archive.build(output=output)
    here, archive.public = archive.snapshot(), output
    assert archive.snapshot() == here
    archive.article("first", body="Other words.\n")
    archive.build(output=output)

    assert "Other words" in archive.body("first")
    assert not (output / OUTPUT_STAGING).exists()


def test_no_file_is_copied_to_another_file_system(tmp_path: Path, elsewhere: Path) -> None:
    """What is staged for an output is there already."""
    names = ["index.html", "articles/a/index.html"]
    with artifact_folder(elsewhere, tmp_path) as staging:
        artifacts = [
            stage(b"x", name, f"file-{number}", staging, elsewhere) for number, name in enumerate(names)
        ]
        staged = [(staging / artifact.staged).stat().st_ino for artifact in artifacts]
        publish(artifacts, staging, elsewhere)

    assert [(elsewhere / name).stat().st_ino for name in names] == staged


@pytest.mark.parametrize("stood_before", [True, False], ids=["stood before", "first build"])
def test_failed_build_leaves_another_file_system_as_it_was(
    archive: Archive, elsewhere: Path, stood_before: bool
) -> None:
    """Whether its content is at fault, or a page that cannot be rendered beside many that can."""
    archive.public = elsewhere / "sites" / "public"
    archive.article("first")
    if stood_before:
        archive.build(output=archive.public)
    before = sorted(elsewhere.rglob("*"))

    archive.article("second", title="Second")
    archive.write("templates/404.html", "{{ page.colour }}")
    (rendering,) = archive.problems(output=archive.public)
    archive.article("third", kind="nonsense")
    (content,) = archive.problems(output=archive.public)

    assert (rendering.where.file, content.where.file) == (
        "templates/404.html",
        "content/articles/third.md",
    )
    assert sorted(elsewhere.rglob("*")) == before


def test_what_a_killed_build_left_on_another_file_system_goes(archive: Archive, elsewhere: Path) -> None:
    """Also where nothing has changed since the build before, so that there is nothing to do."""
    archive.article("first")
    archive.build(output=elsewhere)
    archive.public = elsewhere
    before = archive.snapshot()
    left = elsewhere / OUTPUT_STAGING / "page-0-1"
    left.mkdir(parents=True)
    (left / "index.html").write_text("half a pa")

    archive.build(output=elsewhere)

    assert not left.parent.exists()
    assert archive.snapshot() == before


def test_what_a_killed_build_was_copying_goes_with_the_next(archive: Archive) -> None:
    """Though nothing has changed, and whatever it was by then."""
    archive.article("first")
    archive.build()
    whole = archive.snapshot()
    wait_for_the_clock(archive)
    assert archive.standing()
    outside = archive.write("outside", "kept")
    (archive.public / ON_ITS_WAY).symlink_to(outside)

    assert archive.standing() is None
    archive.build()
    assert archive.snapshot() == whole
    assert not (archive.public / ON_ITS_WAY).is_symlink()
    assert outside.read_text() == "kept"


def test_assets_and_articles_stand_before_the_pages_that_lead_to_them(tmp_path: Path) -> None:
    staging, output = tmp_path / "staging", tmp_path / "public"
    staging.mkdir()
    names = ["index.html", "tags/index.html", "articles/a/index.html", "assets/site.css"]
    artifacts = [
        stage(name.encode(), name, f"file-{number}", staging, output) for number, name in enumerate(names)
    ]
    output.mkdir()
    (output / "tags").write_text("in the way")

    with pytest.raises(PublishError, match="file where a folder must be"):
        publish(artifacts, staging, output)

    written = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}
    assert {"assets/site.css", "articles/a/index.html"} <= written


def test_an_unchanged_artifact_is_not_written_again(tmp_path: Path) -> None:
    staging, output = tmp_path / "staging", tmp_path / "public"
    staging.mkdir()
    first = stage(b"x", "a.html", "one", staging, output)
    publish([first], staging, output)
    stamp = (output / "a.html").stat().st_mtime_ns

    again = stage(b"x", "a.html", "two", staging, output)

    assert again == Artifact(file="a.html", digest=first.digest, staged="")
    assert publish([again], staging, output).written == 0
    assert (output / "a.html").stat().st_mtime_ns == stamp


def test_a_killed_build_is_healed_by_the_next(archive: Archive) -> None:
    for number in range(300):
        archive.article(f"piece-{number}", tags=[f"tag {number}"])
    archive.build()
    whole = archive.snapshot()
    subprocess.run(["rm", "-rf", str(archive.public)], check=True)

    process = subprocess.Popen(
        [sys.executable, "-m", "builder", "build", "--jobs", "1"], cwd=archive.folder, start_new_session=True
    )
    deadline = time.monotonic() + 60
    while not (archive.public / "articles").is_dir() and time.monotonic() < deadline:
        pass
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    partial = archive.snapshot()
    assert all(whole.get(name) == data for name, data in partial.items() if name != MANIFEST)

    archive.build()

    assert archive.snapshot() == whole


def test_folder_that_an_interrupted_build_emptied_goes_with_the_next(archive: Archive) -> None:
    """It had deleted the page, and perhaps its folder, and not yet the folder above."""
    path = archive.article("first", tags=["storms"])
    archive.build()
    shutil.rmtree(archive.public / "articles/first")
    (archive.public / "tags/storms/index.html").unlink()
    before = archive.snapshot()
    path.unlink()

    report = archive.build()

    assert not (archive.public / "articles").exists()
    assert not (archive.public / "tags/storms").exists()
    assert report.deleted == len(before.keys() - archive.snapshot().keys())


def test_file_of_an_interrupted_build_is_known_to_the_next(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The manifest names it before it is there."""
    archive.article("one")
    archive.build()
    archive.article("two")
    written: list[object] = []
    write = publishing._write_manifest

    def write_once(*arguments: object) -> None:
        if written:
            raise KeyboardInterrupt
        written.append(arguments)
        write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(publishing, "_write_manifest", write_once)
    with pytest.raises(KeyboardInterrupt):
        archive.build()
    monkeypatch.undo()
    assert archive.exists("articles/two/")
    (archive.folder / "content/articles/two.md").unlink()

    archive.build()

    assert not archive.exists("articles/two/")
