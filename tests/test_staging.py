"""Bytes on their way from workers to the parent."""

import tempfile
from pathlib import Path

from factories import read_blob
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.fingerprint import digest
from builder.model import Blob
from builder.staging import StagingWriter


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
