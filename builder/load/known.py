"""Content files that an earlier build has read: recalled by their digest and all that they are read with."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from builder.errors import Problem
from builder.fingerprint import fingerprint
from builder.freshness import FileState, KnownFiles
from builder.model import ContentRecord
from builder.staging import without_place
from builder.store import Store

INDEX = "content files"


class LoadedFile(msgspec.Struct, frozen=True, kw_only=True):
    """What one content file holds."""

    file: str
    state: FileState | None
    """None where it could not be read."""
    record: ContentRecord | None
    problems: tuple[Problem, ...]


_encode = msgspec.msgpack.Encoder().encode


class KnownContent:
    """What the store knows of the content files of a site."""

    def __init__(self, store: Store, *, options: str) -> None:
        """`options` is the fingerprint of what files are read with: the names of the authorities, the language."""
        self._store = store
        self._options = options
        self._states: dict[str, FileState] = {}

    def recall(self, files: Sequence[str], seen: KnownFiles) -> dict[str, LoadedFile]:
        """Of these files all that have not changed, as they were read; `seen` is what a look at them found."""
        known = self._store.read_record("index", INDEX, KnownFiles) or KnownFiles()
        looks = ((file, known.digest_of(file, seen.states.get(file))) for file in files)
        recalled = self.recall_read({file: found for file, found in looks if found})
        self._states = {file: known.states[file] for file in recalled}
        return recalled

    def recall_read(self, digests: Mapping[str, str]) -> dict[str, LoadedFile]:
        """Files as they were when their bytes had these digests, as far as the store knows."""
        keys = {self._key(file, found): file for file, found in digests.items()}
        return {keys[key]: file for key, file in self._store.read_records("load", keys, LoadedFile).items()}

    def remember_read(self, read: Iterable[LoadedFile]) -> None:
        """Keep what was read now."""
        self._store.write(
            "load",
            (
                (self._key(file.file, file.state.digest), _encode(_storable(file)))
                for file in read
                if file.state
            ),
        )

    def remember(self, read: Sequence[LoadedFile], seen_at: int) -> dict[str, str]:
        """Keep what was read now, and the states of all files; the digest of each comes back."""
        self.remember_read(read)
        self._states |= {file.file: file.state for file in read if file.state}
        index = KnownFiles(seen_at=seen_at, states=self._states)
        self._store.write("index", [(INDEX, _encode(index))])
        digests = {file: state.digest for file, state in self._states.items()}
        self._store.forget_others("load", {self._key(file, found) for file, found in digests.items()})
        return digests

    def _key(self, file: str, found: str) -> str:
        return fingerprint((file, found, self._options))


def _storable(file: LoadedFile) -> LoadedFile:
    """The same without the place of its text, which ends with the build."""
    if file.record is None:
        return file
    record = msgspec.structs.replace(file.record, text=without_place(file.record.text))
    return msgspec.structs.replace(file, record=record)
