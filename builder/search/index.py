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
from builder.search.batches import Batch
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

    segments: tuple[IndexedSegment, ...] = ()


class KnownDocuments(msgspec.Struct, frozen=True, kw_only=True):
    """What the store keeps of each segment, apart from the rest: it is most of it, and few builds ask for it."""

    made_from: str
    """The fingerprint of the segment that they are the documents of."""
    documents: tuple[Document, ...]


class KnownBatch(msgspec.Struct, frozen=True, kw_only=True):
    """What the store keeps of some documents of the main segment."""

    made_from: str
    batch: bytes


class StoredBatches:
    """The batches of an output's main segment, in the store."""

    def __init__(self, store: Store, key: str) -> None:
        """`key` is that of the index."""
        self._store = store
        self._key = key

    def recall(self, first: int, made_from: str) -> Batch | None:
        """The batch that begins with a document of this number, if it was made from just this."""
        known = self._store.read_record("index", self._key_of(first), KnownBatch)
        return Batch.decode(known.batch) if known and known.made_from == made_from else None

    def keep(self, first: int, made_from: str, batch: Batch) -> None:
        """Keep a batch in the place of the one that began with this number."""
        known = KnownBatch(made_from=made_from, batch=batch.encode())
        self._store.write("index", [(self._key_of(first), msgspec.msgpack.encode(known))])

    def _key_of(self, first: int) -> str:
        return f"batch {first} of {self._key}"


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

    def recall_documents(self) -> list[Document]:
        """Those of the last build; raises StoreDamagedError where any are not known."""
        if not self._before.segments:
            raise StoreDamagedError("the index of a known output is not there")
        documents: list[Document] = []
        for number, indexed in enumerate(self._before.segments):
            known = self._store.read_record("index", self._documents_key(number), KnownDocuments)
            if known is None or known.made_from != indexed.made_from:
                raise StoreDamagedError("the documents of a known segment are not there")
            documents += known.documents
        return documents

    def stage(self, documents: Sequence[Document], staging: Path) -> list[Artifact]:
        """All files of the index; those that the output does not hold are staged."""
        artifacts: list[Artifact] = []
        segments: list[IndexedSegment] = []
        stemmers = choose_stemmers(document.language for document in documents)
        standing = self._find_standing()
        known = {each.made_from: each for each in self._before.segments if each.made_from in standing}
        batches = StoredBatches(self._store, self._key)
        for indexed, files in index_segments(
            documents, self._read_words, self._language, stemmers, known.get, batches
        ):
            segments.append(indexed)
            if indexed.made_from in standing:
                artifacts += standing[indexed.made_from]
            else:
                artifacts += [self._stage_file(file, indexed.made_from, staging) for file in files]
        self._remember(segments, documents)
        manifest = write_manifest(documents, stemmers, [each.segment for each in segments], self._route)
        artifacts.append(self._stage_file(manifest, digest(manifest.data), staging))
        return artifacts

    def _find_standing(self) -> dict[str, list[Artifact]]:
        """The files of the segments of the last build all of whose files stand, by what these were made from."""
        standing = {}
        for indexed in self._before.segments:
            found = [self._known.standing(_file_of(name), indexed.made_from) for name in indexed.names]
            artifacts = [artifact for artifact in found if artifact]
            if len(artifacts) == len(indexed.names):
                standing[indexed.made_from] = artifacts
        return standing

    def _remember(self, segments: Sequence[IndexedSegment], documents: Sequence[Document]) -> None:
        """Keep what is not kept yet: at a hundred thousand articles the documents are fifty megabytes."""
        before = [indexed.made_from for indexed in self._before.segments]
        if before == [indexed.made_from for indexed in segments]:
            return
        encode = msgspec.msgpack.Encoder().encode
        for number, indexed in enumerate(segments):
            if before[number : number + 1] != [indexed.made_from]:
                first = indexed.segment.first
                own = tuple(documents[first : first + indexed.segment.count])
                known = KnownDocuments(made_from=indexed.made_from, documents=own)
                self._store.write("index", [(self._documents_key(number), encode(known))])
        self._store.write("index", [(self._key, encode(KnownIndex(segments=tuple(segments))))])

    def _documents_key(self, number: int) -> str:
        return f"documents {number} of {self._key}"

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
