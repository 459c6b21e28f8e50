"""Bodies that an earlier build has rendered: recalled by all that they depend on."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from builder.fingerprint import fingerprint
from builder.model import Blob, Body, ContentRecord, Engine, StandingPage
from builder.staging import StagingReader, without_place
from builder.store import Store, StoreDamagedError


class Writing(msgspec.Struct, frozen=True, kw_only=True):
    """A text as it was written, and all that its body depends on: equal writings have equal bodies."""

    file: str
    text: Blob
    first_line: int
    engine: Engine = "markdown"
    is_plain: bool = False
    from_elsewhere: bool = False
    original_url: str = ""
    marks_elisions: bool = False
    """True where `[…]` stands for what the archive left out."""
    is_article: bool = False
    """True of an article, which listings show with its opening words, and which search finds."""
    deck: str = ""
    note: str = ""
    note_line: int = 0
    summary: str = ""
    summary_line: int = 0


_encode = msgspec.msgpack.Encoder().encode


class KnownBodies:
    """What the store knows of the bodies of these records; the key of each is computed once."""

    def __init__(self, records: Sequence[ContentRecord], used: Engine, store: Store) -> None:
        self.writings = tuple(_writing_of(record, used) for record in records)
        self._keys = {one.file: _key_of(one) for one in self.writings}
        self._store = store

    def recall(self) -> dict[str, Body]:
        """The bodies that are known, by content file; their HTML and their words stay in the store."""
        bodies = self._store.read_records("body", self._keys.values(), Body)
        return {file: bodies[key] for file, key in self._keys.items() if key in bodies}

    def read_html(self, html: Blob) -> str:
        """The HTML of a body that is known, or was remembered; raises StoreDamagedError where it is gone."""
        data = self._store.read_one("html", html.digest)
        if data is None:
            raise StoreDamagedError("the HTML of a known body is not there")
        return bytes(data).decode()

    def remember(self, rendered: Mapping[str, Body], staging: Path) -> None:
        """Keep bodies, by content file, and their staged HTML and words by their digests."""
        with StagingReader(staging) as reader:
            html = ((body.html.digest, reader.read(body.html)) for body in rendered.values())
            self._store.write("html", html)
            words = [body.words for body in rendered.values() if body.words.digest]
            self._store.write("words", ((blob.digest, reader.read(blob)) for blob in words))
        bodies = ((self._keys[file], _encode(_storable(body))) for file, body in rendered.items())
        self._store.write("body", bodies)

    def forget_others(self, bodies: Iterable[Body]) -> None:
        """Drop what only earlier builds had use for; `bodies` are those of all records."""
        self._store.forget_others("body", set(self._keys.values()))
        used = list(bodies)
        self._store.forget_others("html", {body.html.digest for body in used})
        self._store.forget_others("words", {body.words.digest for body in used})


def _key_of(writing: Writing) -> str:
    return fingerprint(msgspec.structs.replace(writing, text=without_place(writing.text)))


def _storable(body: Body) -> Body:
    """The same without the places of its bytes, which end with the build."""
    return msgspec.structs.replace(body, html=without_place(body.html), words=without_place(body.words))


def _writing_of(record: ContentRecord, used: Engine) -> Writing:
    if isinstance(record, StandingPage):
        return Writing(file=record.file, text=record.text, first_line=record.text_line, engine=used)
    return Writing(
        file=record.file,
        text=record.text,
        first_line=record.text_line,
        engine=used,
        is_plain=record.format == "plain",
        from_elsewhere=record.is_from_elsewhere,
        original_url=record.source.original_url,
        marks_elisions=record.extent == "excerpt" or record.format == "plain",
        is_article=True,
        deck=record.deck,
        note=record.note,
        note_line=record.at("note").line if record.note else 0,
        summary=record.summary,
        summary_line=record.at("summary").line if record.summary else 0,
    )
