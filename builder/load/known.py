"""Content files that an earlier build has read: recalled by their digest and all that they are read with."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from builder.errors import Problem
from builder.fingerprint import fingerprint
from builder.freshness import FileState, KnownFiles, look_at, read_clock
from builder.model import ContentRecord
from builder.staging import without_place
from builder.store import Store, StoreDamagedError

INDEX = "content files"


class LoadedFile(msgspec.Struct, frozen=True, kw_only=True):
    """What one content file holds."""

    file: str
    state: FileState | None
    """None where it could not be read."""
    record: ContentRecord | None
    problems: tuple[Problem, ...]


_encode = msgspec.msgpack.Encoder().encode
_decode_file = msgspec.msgpack.Decoder(LoadedFile).decode
_decode_index = msgspec.msgpack.Decoder(KnownFiles).decode


class KnownContent:
    """What the store knows of the content files of a site."""

    def __init__(self, site: Path, staging: Path, store: Store, *, options: str) -> None:
        """`options` is the fingerprint of what files are read with: the names of the authorities, the language."""
        self._root = str(site)
        self._store = store
        self._options = options
        self._clock = read_clock(staging)
        self._states: dict[str, FileState] = {}

    def recall(self, files: Sequence[str]) -> dict[str, LoadedFile]:
        """Of these files all that have not changed, as they were read."""
        index = self._store.read_one("index", INDEX)
        if index is None:
            return {}
        try:
            known = _decode_index(index)
            keys: dict[str, str] = {}
            for file in files:
                found = known.digest_of(file, look_at(f"{self._root}/{file}"))
                if found:
                    keys[self._key(file, found)] = file
            entries = self._store.read("load", keys)
            recalled = {keys[key]: _decode_file(value) for key, value in entries.items()}
        except msgspec.MsgspecError as error:
            raise StoreDamagedError from error
        self._states = {file: known.states[file] for file in recalled}
        return recalled

    def remember(self, files: Iterable[str], read: Iterable[LoadedFile]) -> None:
        """Keep what was read now, and the states of all files."""
        entries = []
        for file in read:
            if file.state:
                self._states[file.file] = file.state
                entries.append((self._key(file.file, file.state.digest), _encode(_storable(file))))
        self._store.write("load", entries)
        index = KnownFiles(seen_at=self._clock, states=self._states)
        self._store.write("index", [(INDEX, _encode(index))])
        self._store.forget_others(
            "load", {self._key(file, state.digest) for file, state in self._states.items()}
        )

    def _key(self, file: str, found: str) -> str:
        return fingerprint((file, found, self._options))


def _storable(file: LoadedFile) -> LoadedFile:
    """The same without the place of its text, which ends with the build."""
    if file.record is None:
        return file
    record = msgspec.structs.replace(file.record, text=without_place(file.record.text))
    return msgspec.structs.replace(file, record=record)
