"""A look at a file in place of reading it."""

import os
from pathlib import Path

from builder.freshness import MOMENT, SECOND, FileState, KnownFiles, look_at, read_file


def known(file: Path, seen_after: int = 10 * SECOND) -> KnownFiles:
    """A file that was read, and looked at so much later than it was written."""
    _, state = read_file(file)
    latest = max(state.modified, state.changed)
    return KnownFiles(seen_at=latest + seen_after, states={"a": state})


def test_file_that_was_not_written_has_its_digest(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("words")

    states = known(file)

    assert states.digest_of("a", look_at(str(file))) == states.states["a"].digest


def test_file_that_was_written_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("words")
    states = known(file)

    file.write_text("words!")

    assert states.digest_of("a", look_at(str(file))) is None


def test_write_that_keeps_size_and_time_is_seen(tmp_path: Path) -> None:
    """The time of the change cannot be set by anybody."""
    file = tmp_path / "a"
    file.write_text("words")
    states = known(file)
    before = file.stat()

    while file.stat().st_ctime_ns == before.st_ctime_ns:
        file.write_text("sword")
        os.utime(file, ns=(before.st_mtime_ns, before.st_mtime_ns))

    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert states.digest_of("a", look_at(str(file))) is None


def test_file_that_was_exchanged_is_seen(tmp_path: Path) -> None:
    """As an editor saves: another file takes the name."""
    file, other = tmp_path / "a", tmp_path / "b"
    file.write_text("words")
    states = known(file)
    other.write_text("sword")

    other.replace(file)

    assert states.digest_of("a", look_at(str(file))) is None


def test_file_written_in_the_moment_of_the_look_is_read_again(tmp_path: Path) -> None:
    """A second write in the same tick of the clock would leave no trace."""
    file = tmp_path / "a"
    file.write_text("words")

    assert known(file, seen_after=MOMENT).digest_of("a", look_at(str(file))) is None
    assert known(file, seen_after=0).digest_of("a", look_at(str(file))) is None
    assert known(file, seen_after=MOMENT + 1).digest_of("a", look_at(str(file)))


def test_clock_of_whole_seconds_is_waited_for() -> None:
    """Some file systems know no less."""
    state = FileState(5, 100 * SECOND, 100 * SECOND, 1, "digest")

    assert KnownFiles(seen_at=101 * SECOND, states={"a": state}).digest_of("a", state) is None
    assert KnownFiles(seen_at=101 * SECOND + 1, states={"a": state}).digest_of("a", state) == "digest"


def test_file_that_is_gone_or_unknown_has_no_digest(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("words")
    states = known(file)

    assert states.digest_of("b", look_at(str(file))) is None
    file.unlink()
    assert states.digest_of("a", look_at(str(file))) is None
