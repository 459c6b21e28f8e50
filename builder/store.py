"""Bytes by fingerprint, in one SQLite file; anything odd is a miss.

What a build has made is kept by the fingerprint of all that it was made from, so that the next build finds it
where nothing of that has changed, and never where anything has. The file may be deleted at any time. Only the
parent process reads or writes it, under the site's lock.
"""

import sqlite3
import zlib
from collections.abc import Collection, Iterable
from contextlib import suppress
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, TypeVar

import msgspec

Record = TypeVar("Record")

Kind = Literal["load", "body", "html", "words", "sample", "page", "index"]
"""A content file read; a body's record, HTML, words, sample of words; what a page was made of; lists of builds."""

KINDS: tuple[Kind, ...] = ("load", "body", "html", "words", "sample", "page", "index")

VERSION = 1
"""Of the tables below; another version is another file."""

BATCH = 500
"""Keys of one question; SQLite allows a thousand on old systems."""


class StoreDamagedError(Exception):
    """Something that the store promised is not there: the store is of no use, and the build begins anew."""


class Store:
    """The store of one site; use it in a `with` statement, which keeps what was written whatever happens."""

    def __init__(self, folder: Path | None, toolchain: str) -> None:
        """`folder` is `.cache/`, or None for a store that forgets; what another toolchain made is dropped."""
        self._file = folder / f"store-{VERSION}.sqlite" if folder else None
        self._toolchain = toolchain
        self._connection = self._open()

    def read(self, kind: Kind, keys: Iterable[str]) -> dict[str, bytes]:
        """What is known of these keys; keys that are unknown, or whose bytes have suffered, are left out."""
        found: dict[str, bytes] = {}
        waiting = iter(keys)
        with suppress(sqlite3.Error):
            while batch := list(islice(waiting, BATCH)):
                marks = ",".join("?" * len(batch))
                rows = self._connection.execute(
                    f'SELECT key, value, checksum FROM "{kind}" WHERE key IN ({marks})',  # noqa: S608 - marks only
                    batch,
                )
                found.update((key, value) for key, value, checksum in rows if _is_whole(key, value, checksum))
        return found

    def read_one(self, kind: Kind, key: str) -> bytes | None:
        """What is known of one key."""
        return self.read(kind, [key]).get(key)

    def read_records(self, kind: Kind, keys: Iterable[str], record: type[Record]) -> dict[str, Record]:
        """The same as records of one type; raises StoreDamagedError where whole bytes are none."""
        decode = msgspec.msgpack.Decoder(record).decode
        try:
            return {key: decode(data) for key, data in self.read(kind, keys).items()}
        except msgspec.MsgspecError as error:
            raise StoreDamagedError from error

    def read_record(self, kind: Kind, key: str, record: type[Record]) -> Record | None:
        """What is known of one key, as a record."""
        return self.read_records(kind, [key], record).get(key)

    def write(self, kind: Kind, entries: Iterable[tuple[str, bytes]]) -> None:
        """Keep bytes by their keys. A disk that is full costs the next build time, and this one nothing."""
        rows = ((key, value, _checksum(key, value)) for key, value in entries)
        with suppress(sqlite3.Error):
            self._connection.executemany(f'REPLACE INTO "{kind}" VALUES (?, ?, ?)', rows)  # noqa: S608 - a Kind

    def forget_others(self, kind: Kind, used: Collection[str]) -> None:
        """Drop what this build had no use for, once it is more than what it used."""
        with suppress(sqlite3.Error):
            (count,) = self._connection.execute(f'SELECT count(*) FROM "{kind}"').fetchone()  # noqa: S608 - a Kind
            if count <= 2 * len(used):
                return
            keys = [key for (key,) in self._connection.execute(f'SELECT key FROM "{kind}"')]  # noqa: S608 - a Kind
            stale = [(key,) for key in keys if key not in used]
            self._connection.executemany(f'DELETE FROM "{kind}" WHERE key = ?', stale)  # noqa: S608 - a Kind

    def clear(self) -> None:
        """Forget everything."""
        self._connection.close()
        self._delete()
        self._connection = self._open()

    def save(self) -> None:
        """Make what was written last, also if this process is killed."""
        with suppress(sqlite3.Error):
            self._connection.commit()

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """What was made by fingerprint is right whether or not the build came to its end."""
        self.save()
        self._connection.close()

    def _open(self) -> sqlite3.Connection:
        """A connection to usable tables: the file's, or a new file's, or only memory's."""
        if self._file:
            for _ in range(2):
                try:
                    return self._connect(str(self._file))
                except sqlite3.Error:
                    self._delete()
        return self._connect(":memory:")

    def _delete(self) -> None:
        if self._file:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)

    def _connect(self, place: str) -> sqlite3.Connection:
        connection = sqlite3.connect(place, timeout=0)
        try:
            # A process that is killed leaves a journal, which heals the file; a power cut may spoil it, which
            # the checksums tell.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("CREATE TABLE IF NOT EXISTS toolchain (fingerprint TEXT PRIMARY KEY)")
            if connection.execute("SELECT fingerprint FROM toolchain").fetchall() != [(self._toolchain,)]:
                for kind in KINDS:
                    connection.execute(f'DROP TABLE IF EXISTS "{kind}"')
                connection.execute("DELETE FROM toolchain")
                connection.execute("INSERT INTO toolchain VALUES (?)", [self._toolchain])
            for kind in KINDS:
                connection.execute(
                    f'CREATE TABLE IF NOT EXISTS "{kind}" (key TEXT PRIMARY KEY, value BLOB, checksum INTEGER)'
                )
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def _checksum(key: str, value: bytes) -> int:
    return zlib.crc32(value, zlib.crc32(key.encode()))


def _is_whole(key: object, value: object, checksum: object) -> bool:
    return isinstance(key, str) and isinstance(value, bytes) and checksum == _checksum(key, value)
