"""Bytes on their way from workers to the parent, and to the output."""

import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from factories import read_blob
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.files import OUTPUT_STAGING
from builder.fingerprint import digest
from builder.model import Blob
from builder.staging import StagingWriter, artifact_folder


@settings(deadline=None)
@given(st.lists(st.binary(max_size=50), max_size=6))
def test_what_was_staged_is_read_back(pieces: list[bytes]) -> None:
    """Each by itself, in any order, though all stand in one file."""
    with tempfile.TemporaryDirectory() as folder:
        with StagingWriter(Path(folder), "text-0") as writer:
            blobs = [writer.write(piece) for piece in pieces]

        assert [read_blob(Path(folder), blob) for blob in reversed(blobs)] == pieces[::-1]
        assert [blob.digest for blob in blobs] == [digest(piece) for piece in pieces]
        assert (Path(folder) / "text-0").read_bytes() == b"".join(pieces)


def test_a_blob_says_where_it_stands(tmp_path: Path) -> None:
    """It is a name and numbers, so it costs nothing to send."""
    with StagingWriter(tmp_path, "page-7") as writer:
        assert writer.write(b"Dune") == Blob("page-7", 0, 4, digest(b"Dune"))
        assert writer.write(b"sand") == Blob("page-7", 4, 4, digest(b"sand"))


def test_what_an_interrupted_build_left_is_overwritten(tmp_path: Path) -> None:
    """Nothing old is read as new."""
    (tmp_path / "text-0").write_bytes(b"left behind, and longer")
    with StagingWriter(tmp_path, "text-0") as writer:
        writer.write(b"new")

    assert (tmp_path / "text-0").read_bytes() == b"new"


def test_what_was_written_before_a_failure_is_whole(tmp_path: Path) -> None:
    """The file is closed whatever happens."""
    try:
        with StagingWriter(tmp_path, "text-0") as writer:
            blob = writer.write(b"x" * 100_000)
            raise ZeroDivisionError
    except ZeroDivisionError:
        assert read_blob(tmp_path, blob) == b"x" * 100_000


def test_artifacts_are_staged_beside_all_else_on_one_file_system(tmp_path: Path) -> None:
    """Nothing is made in the output, nor is the output."""
    staging, output = tmp_path / "staging", tmp_path / "sites" / "public"
    staging.mkdir()

    with artifact_folder(output, staging) as place:
        assert place == staging
        assert not output.parent.exists()

    assert staging.is_dir()


@pytest.mark.parametrize("path", [".", "public", "sites/archive/public"])
def test_artifacts_are_staged_on_the_file_system_of_the_output(
    tmp_path: Path, elsewhere: Path, path: str
) -> None:
    """Also where the output is still to be made; no server that runs as another user may show them."""
    output = elsewhere / path

    with artifact_folder(output, tmp_path) as place:
        assert place.stat().st_dev == elsewhere.stat().st_dev != tmp_path.stat().st_dev
        assert place.stat().st_mode & 0o777 == 0o700
        (place / "page-0").mkdir()

    assert list(elsewhere.iterdir()) == []


def test_output_stays_once_it_holds_something(tmp_path: Path, elsewhere: Path) -> None:
    """What was staged and not published goes all the same."""
    output = elsewhere / "public"

    with artifact_folder(output, tmp_path) as place:
        (place / "page-0").write_bytes(b"staged")
        (output / "index.html").write_bytes(b"published")

    assert [path.name for path in output.iterdir()] == ["index.html"]


def test_failure_leaves_no_artifacts_behind(tmp_path: Path, elsewhere: Path) -> None:
    """Nor the folder that was made for them."""
    with suppress(ZeroDivisionError), artifact_folder(elsewhere / "public", tmp_path) as place:
        (place / "page-0").write_bytes(b"staged")
        raise ZeroDivisionError

    assert list(elsewhere.iterdir()) == []


def test_artifacts_of_a_killed_build_go_first(tmp_path: Path) -> None:
    """Also where the output has come to the file system of the site since."""
    staging, output = tmp_path / "staging", tmp_path / "public"
    staging.mkdir()
    (output / OUTPUT_STAGING / "page-0").mkdir(parents=True)

    with artifact_folder(output, staging) as place:
        assert place == staging
        assert list(output.iterdir()) == []


def test_link_in_the_place_of_staged_artifacts_is_not_followed(tmp_path: Path, elsewhere: Path) -> None:
    """What it leads to is somebody's."""
    (tmp_path / "somebodys").write_bytes(b"mine")
    (elsewhere / OUTPUT_STAGING).symlink_to(tmp_path)

    with pytest.raises(FileExistsError), artifact_folder(elsewhere, tmp_path):
        pass

    assert (tmp_path / "somebodys").read_bytes() == b"mine"
