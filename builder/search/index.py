"""The index of an output: as the last build left it, and as this build makes it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from builder.artifacts import Artifact, KnownArtifacts, stage
from builder.config import Config
from builder.fingerprint import digest
from builder.languages import choose_stemmers
from builder.references import article_route
from builder.routes import href_of
from builder.search.documents import Document
from builder.search.files import IndexFile
from builder.search.manifest import write_manifest
from builder.search.segments import IndexedSegment, index_segments
from builder.store import Store, StoreDamagedError
from builder.words import Words

FOLDER = "search"
SLUG = "slug"
READ_AT_ONCE = 256


class KnownIndex(msgspec.Struct, frozen=True, kw_only=True):
    """What the store keeps of the index of an output."""

    documents: tuple[Document, ...] = ()
    segments: tuple[IndexedSegment, ...] = ()


class SearchIndex:
    """The search index of one output."""

    def __init__(self, store: Store, known: KnownArtifacts, config: Config) -> None:
        self._store = store
        self._known = known
        self._key = f"search {known.output.resolve()}"
        self._before = store.read_record("index", self._key, KnownIndex) or KnownIndex()
        before, after = href_of(article_route(SLUG), config.build.urls).split(SLUG)
        self._route = (before, after)
        self._language = config.site.language

    @property
    def documents(self) -> tuple[Document, ...]:
        """Those of the last build."""
        return self._before.documents

    def stage(self, documents: Sequence[Document], staging: Path) -> list[Artifact]:
        """All files of the index; those that the output does not hold are staged."""
        artifacts: list[Artifact] = []
        segments: list[IndexedSegment] = []
        stemmers = choose_stemmers(document.language for document in documents)
        for indexed, files in index_segments(
            documents, self._read_words, self._language, stemmers, self._recall
        ):
            segments.append(indexed)
            if files:
                artifacts += [self._stage_file(file, indexed.made_from, staging) for file in files]
            else:
                artifacts += self._standing(indexed)
        manifest = write_manifest(documents, stemmers, [each.segment for each in segments], self._route)
        artifacts.append(self._stage_file(manifest, digest(manifest.data), staging))
        after = KnownIndex(documents=tuple(documents), segments=tuple(segments))
        self._store.write("index", [(self._key, msgspec.msgpack.encode(after))])
        return artifacts

    def _recall(self, made_from: str) -> IndexedSegment | None:
        """A segment of the last build, if it was made from the same and all its files stand."""
        for indexed in self._before.segments:
            if indexed.made_from == made_from and len(self._standing(indexed)) == len(indexed.names):
                return indexed
        return None

    def _standing(self, indexed: IndexedSegment) -> list[Artifact]:
        found = (self._known.standing(_file_of(name), indexed.made_from) for name in indexed.names)
        return [artifact for artifact in found if artifact]

    def _stage_file(self, file: IndexFile, made_from: str, staging: Path) -> Artifact:
        place = f"{FOLDER}-{file.name.replace('/', '-')}"
        return stage(file.data, _file_of(file.name), place, staging, self._known.output, made_from)

    def _read_words(self, digests: Sequence[str]) -> Iterator[Words]:
        """The words of texts; raises StoreDamagedError where any are not known."""
        decode = msgspec.msgpack.Decoder(Words).decode
        for first in range(0, len(digests), READ_AT_ONCE):
            some = digests[first : first + READ_AT_ONCE]
            found = self._store.read("words", some)
            for each in some:
                if each not in found:
                    raise StoreDamagedError("the words of a known body are not there")
                yield decode(found[each])


def is_index_file(file: str) -> bool:
    """Whether an output file is of the index."""
    return file.startswith(f"{FOLDER}/") and file.endswith(".js")


def _file_of(name: str) -> str:
    return f"{FOLDER}/{name}.js"
