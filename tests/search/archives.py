"""Small archives with an index on a disk, and Node to ask it."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pytest
from index_reader import read_heavy

from builder.fingerprint import digest
from builder.languages import choose_stemmers, make_stemmers, stemmer_of
from builder.search.documents import Document, Label
from builder.search.manifest import write_manifest
from builder.search.segments import index_segments
from builder.slugs import slugify
from builder.words import cut_compound, find_compounds, fold, read_words

LONGEST_PAIR = 40
ANSWER = Path(__file__).parent / "engine" / "answer.js"


def ask_node(given: object) -> Any:
    """What answer.js says; the test is skipped, loudly, where there is no Node."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("NOT RUN: node is not on this machine")
    done = subprocess.run(
        [node, str(ANSWER)], input=json.dumps(given), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def make_document(
    slug: str,
    title: str,
    text: str,
    *,
    days: tuple[str, str] = ("", ""),
    publication: str = "",
    authors: Iterable[str] = (),
    tags: Iterable[str] = (),
    language: str = "en",
) -> Document:
    """A document whose words are known by its text."""
    return Document(
        slug=slug,
        title=title,
        language=language,
        words=digest(text.encode()),
        date=days[0],
        earliest=days[0],
        latest=days[1],
        publication=publication,
        authors=", ".join(authors),
        excerpt=text[:160],
        sources=tuple(Label(slugify(name), name) for name in [publication] if name),
        people=tuple(Label(slugify(name), name) for name in dict.fromkeys(authors)),
        tags=tuple(Label(slugify(name), name) for name in dict.fromkeys(tags)),
    )


class IndexedArchive:
    """Documents with their texts, and their index below a folder."""

    def __init__(self, folder: Path, texts: Mapping[str, str], documents: Iterable[Document]) -> None:
        """`texts` are by the digest that documents know them by."""
        self.folder = folder
        self.documents = sorted(documents, key=lambda each: (each.earliest, each.latest, each.slug))
        self.texts = [texts[document.words] for document in self.documents]

        def read(digests: Sequence[str]) -> Iterator[Any]:
            return (read_words(texts[each]) for each in digests)

        segments = []
        heavy: set[str] = set()
        languages = [document.language for document in self.documents]
        stemmers = choose_stemmers(languages)
        for indexed, files in index_segments(self.documents, read, "en", stemmers, lambda _: None):
            segments.append(indexed.segment)
            for file in files:
                self._write(file.name, file.data)
            heavy |= {*read_heavy({file.name: file.data for file in files}, indexed.segment.terms)}
        codes = [stemmer_of(language) for language in languages]
        manifest = write_manifest(self.documents, stemmers, segments, ("articles/", "/"))
        self._write(manifest.name, manifest.data)
        self.languages = tuple(sorted(set(codes), key=lambda code: (-codes.count(code), code)))
        self.heavy = frozenset(heavy)
        self.common_count = segments[0].common
        self.segments = [(segment.count, segment.terms.keys) for segment in segments]

    @property
    def stemmers(self) -> dict[str, Callable[[str], str]]:
        """By language, most documents first; `str` where there is none."""
        made = make_stemmers(self.languages)
        return {code: made.get(code, str) for code in self.languages}

    def ask(self, requests: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The engine's answers."""
        texts = [request.get("query", "") for request in requests]
        words = {
            word for text in [*texts, *map(_all_text, self.documents), *self.texts] for word in _forms(text)
        }
        stems = {code: {word: stem(word) for word in words} for code, stem in self.stemmers.items() if code}
        answers: list[dict[str, Any]] = ask_node(
            {"folder": str(self.folder), "stems": stems, "requests": requests}
        )
        return answers

    def _write(self, name: str, data: bytes) -> None:
        file = self.folder / f"{name}.js"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _all_text(document: Document) -> str:
    labels = (*document.sources, *document.people, *document.tags)
    return " \n ".join([document.title, document.excerpt, *(label.label for label in labels)])


def _forms(text: str) -> set[str]:
    """All words of a text, joined with their neighbours too, as a question may take them."""
    found: list[str] = []
    for compound in find_compounds(fold(text)):
        found += [token.text for token in cut_compound(compound)]
    pairs = {one + other for one, other in chain(pairwise(found), zip(found, found[2:], strict=False))}
    return {*found, *(pair for pair in pairs if len(pair) < LONGEST_PAIR)}
