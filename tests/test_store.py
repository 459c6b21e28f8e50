"""The store: what it promises, and what it does when it is damaged."""

import os
from pathlib import Path

import pytest
from archive import Archive

from builder.store import KINDS, VERSION, Store
from builder.toolchain import fingerprint_toolchain


def file_of(folder: Path) -> Path:
    """Where the store of a folder lies."""
    return folder / f"store-{VERSION}.sqlite"


def filled(folder: Path, count: int = 3) -> dict[str, bytes]:
    """A store with a few entries, closed again."""
    entries = {f"key {number}": f"value {number}".encode() * 10 for number in range(count)}
    with Store(folder, "tools") as store:
        store.write("load", entries.items())
    return entries


def test_what_was_written_is_found_by_the_next(tmp_path: Path) -> None:
    entries = filled(tmp_path)

    with Store(tmp_path, "tools") as store:
        assert store.read("load", [*entries, "unknown"]) == entries
        assert store.read("body", entries) == {}
        assert store.read_one("load", "unknown") is None


def test_thousands_of_keys_are_read_at_once(tmp_path: Path) -> None:
    entries = filled(tmp_path, 2_000)

    with Store(tmp_path, "tools") as store:
        assert store.read("load", entries) == entries


def test_another_toolchain_finds_nothing(tmp_path: Path) -> None:
    entries = filled(tmp_path)

    with Store(tmp_path, "other tools") as store:
        assert store.read("load", entries) == {}
    with Store(tmp_path, "tools") as store:
        assert store.read("load", entries) == {}


def test_what_was_written_before_a_failure_is_kept(tmp_path: Path) -> None:
    def fail() -> None:
        with Store(tmp_path, "tools") as store:
            store.write("load", [("key", b"value")])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with Store(tmp_path, "tools") as store:
        assert store.read_one("load", "key") == b"value"


def test_what_has_no_use_goes_once_it_is_the_greater_part(tmp_path: Path) -> None:
    with Store(None, "tools") as store:
        store.write("load", ((str(number), b"x") for number in range(10)))

        store.forget_others("load", {"1", "2", "3", "4", "5"})
        assert len(store.read("load", map(str, range(10)))) == 10
        store.forget_others("load", {"1", "2"})
        assert store.read("load", map(str, range(10))) == {"1": b"x", "2": b"x"}


@pytest.mark.parametrize("rubbish", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5_000])
def test_rubbish_in_its_place_is_a_miss(tmp_path: Path, rubbish: bytes) -> None:
    file_of(tmp_path).write_bytes(rubbish)

    entries = filled(tmp_path)

    with Store(tmp_path, "tools") as store:
        assert store.read("load", entries) == entries


def test_a_folder_in_its_place_costs_only_time(tmp_path: Path) -> None:
    file_of(tmp_path).mkdir()

    with Store(tmp_path, "tools") as store:
        store.write("load", [("key", b"value")])
        assert store.read_one("load", "key") == b"value"


def test_no_flipped_byte_and_no_cut_gives_wrong_bytes(tmp_path: Path) -> None:
    """Bytes of a small store, one after the other; `FONDS_ALL=1` flips every one."""
    entries = filled(tmp_path)
    whole = file_of(tmp_path).read_bytes()
    step = 1 if os.environ.get("FONDS_ALL") else 17
    damaged = [
        whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]
        for place in range(0, len(whole), step)
    ]
    damaged += [whole[:place] for place in range(0, len(whole), 512)]
    for data in damaged:
        file_of(tmp_path).write_bytes(data)
        with Store(tmp_path, "tools") as store:
            found = store.read("load", entries)
        assert found.items() <= entries.items()


def test_every_damaged_part_is_made_anew(archive: Archive) -> None:
    """Each kind of entry lost, alone: the build ends as if all were new."""
    archive.article("one", body="## Head\n\nWords.\n", tags=["bridges"])
    archive.article("two", body="Words.\n")
    archive.build()
    whole = archive.snapshot()
    for kind in KINDS:
        archive.article("two", title=f"Without {kind}", body="Words.\n")
        with Store(archive.folder / ".cache", fingerprint_toolchain()) as store:
            store.forget_others(kind, set())
        archive.build()
        archive.article("two", body="Words.\n")
        archive.build()
        assert archive.snapshot() == whole, kind
