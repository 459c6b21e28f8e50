"""Segments: what a reader finds in the files is what the documents hold."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import pytest
import Stemmer
from hypothesis import given, settings
from hypothesis import strategies as st
from index_reader import is_sign, read_surroundings, read_terms

from builder.search import postings
from builder.search.batches import BATCH, Batch
from builder.search.documents import Document, Label
from builder.search.files import IndexFile
from builder.search.segments import IndexedSegment, index_segments
from builder.words import Words, list_tokens, read_words

FIRST_DAY = date(1900, 3, 1)
stem = Stemmer.Stemmer("english").stemWord


def make_document(number: int, **fields: object) -> Document:
    day = (FIRST_DAY + timedelta(number)).isoformat()
    given: dict[str, object] = {
        "slug": f"piece-{number}",
        "title": f"Piece {number}",
        "language": "en",
        "words": f"words-{number}",
        "date": day,
        "earliest": day,
        "latest": day,
        "publication": "The Herald",
        "authors": "Jane Smith",
        "excerpt": "Words.",
        "sources": (Label("the-herald", "The Herald"),),
        "people": (Label("jane-smith", "Jane Smith"),),
        "tags": (),
    }
    return Document(**{**given, **fields})  # type: ignore[arg-type]


class Remembered:
    """Batches that are known from one build to the next, and whose words were read."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self._kept: dict[int, tuple[str, bytes]] = {}

    def recall(self, first: int, made_from: str) -> Batch | None:
        """What was kept last in this place, if it was made from the same."""
        before, data = self._kept.get(first, ("", b""))
        return Batch.decode(data) if before == made_from else None

    def keep(self, first: int, made_from: str, batch: Batch) -> None:
        """Keep the bytes."""
        self._kept[first] = (made_from, batch.encode())


def index(
    documents: Sequence[Document], texts: Sequence[str], known: Remembered | None = None
) -> list[tuple[IndexedSegment, list[IndexFile]]]:
    words = {document.words: read_words(text) for document, text in zip(documents, texts, strict=True)}
    batches = known or Remembered()

    def read(digests: Sequence[str]) -> Iterator[Words]:
        batches.read += digests
        return (words[digest] for digest in digests)

    return list(index_segments(documents, read, "en", ("en",), lambda _: None, batches))


def stems_of(text: str) -> list[str]:
    """The stem at each place; what stands joined has none."""
    stems: list[str] = []
    for token in list_tokens(text):
        if token.place == len(stems):
            stems.append(stem(token.text) if token.text.isalpha() else token.text)
    return stems


def all_terms(
    segments: Sequence[tuple[IndexedSegment, list[IndexFile]]],
) -> dict[str, list[tuple[int, int, int]]]:
    """Every list of every segment, with the numbers that documents have in the archive."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for indexed, files in segments:
        data = {file.name: file.data for file in files}
        for term, entries in read_terms(data, indexed.segment.terms):
            found.setdefault(term, []).extend(
                (number + indexed.segment.first, field, impact) for number, field, impact in entries
            )
    return found


VOCABULARY = (
    "storm bridge river town council storms bridged rivers the of a mayor O'Brien F-16 Zürich".split()
)


def random_texts(count: int, seed: int) -> list[str]:
    rng = random.Random(seed)
    return [" ".join(rng.choices(VOCABULARY, k=rng.randint(0, 60))) for _ in range(count)]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 70), st.integers(0, 10_000))
def test_every_document_stands_in_the_lists_of_its_words_and_in_no_other(count: int, seed: int) -> None:
    texts = random_texts(count, seed)
    documents = [make_document(number) for number in range(count)]

    found = all_terms(index(documents, texts))

    expected: dict[str, set[int]] = {}
    for number, (document, text) in enumerate(zip(documents, texts, strict=True)):
        own = {*stems_of(text), *stems_of(document.title), *stems_of("Jane Smith"), *stems_of("The Herald")}
        own |= {"f16"} if "F-16" in text.split() else set()
        own |= {"a=jane-smith", "a:jane", "a:smith", "s=the-herald", "s:the", "s:herald"}
        for term in own:
            expected.setdefault(term, set()).add(number)
    assert {term: {number for number, _, _ in postings} for term, postings in found.items()} == expected
    assert list(found) == sorted(found, key=lambda term: term.encode("utf-16-be"))


def test_lists_ascend_and_say_where_a_word_stands_and_how_much_it_counts() -> None:
    documents = [
        make_document(0, title="Storm"),
        make_document(1, people=(Label("anna-storm", "Anna Storm"),)),
        make_document(2, tags=(Label("storm", "Storm"),)),
        make_document(3),
        make_document(4),
    ]
    texts = ["calm", "calm", "calm", "storm calm calm calm", "storm storm storm storm"]

    found = all_terms(index(documents, texts))

    assert [(number, field) for number, field, _ in found["storm"]] == [
        (0, 1),
        (1, 2),
        (2, 3),
        (3, 0),
        (4, 0),
    ]
    impacts = [impact for _, _, impact in found["storm"]]
    assert impacts[4] > impacts[3]
    assert impacts[0] > impacts[3]


@pytest.mark.parametrize("count", [40, 600])
def test_surroundings_are_those_of_title_and_text(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "COMMON_COUNT", 200)
    texts = random_texts(count, 7)
    documents = [
        make_document(number, title="The storm" if number % 3 else "Floods") for number in range(count)
    ]

    for indexed, files in index(documents, texts):
        data = {file.name: file.data for file in files}
        first = indexed.segment.first
        lists = dict(read_terms(data, indexed.segment.terms))
        placed = dict(read_surroundings(data, indexed.segment.directory))
        assert not any(is_sign(term) for term in placed)
        for term, surroundings in placed.items():
            for (number, _, _), own in zip(lists[term], surroundings, strict=True):
                assert own == expected_surroundings(
                    term, documents[first + number].title, texts[first + number]
                )
        common = {term for term in lists if not is_sign(term) and term not in placed}
        if not first:
            assert indexed.segment.common == max(200, indexed.segment.count // 5)
            assert common == {
                t for t, found in lists.items() if not is_sign(t) and len(found) > indexed.segment.common
            }


def mark(term: str) -> int:
    """FNV-1a, folded to four bits."""
    value = 0x811C9DC5
    for byte in term.encode():
        value = (value ^ byte) * 0x01000193 % (1 << 32)
    return (value ^ value >> 16) % 16


def expected_surroundings(term: str, title: str, text: str) -> list[int]:
    stems = ["", *stems_of(title), "", *stems_of(text), ""]
    found = []
    for place, own in enumerate(stems):
        if own == term:
            before, after = (mark(stem) if stem else 0 for stem in (stems[place - 1], stems[place + 1]))
            found.append(before << 4 | after)
    return sorted(found)


def test_a_heavy_list_has_a_file_of_its_own_and_leaves_its_titles_in_the_run() -> None:
    """The reader compares the two."""
    rng = random.Random(1)
    count = 9_000
    documents = [
        make_document(number, title="Storm" if rng.random() < 0.02 else "Calm") for number in range(count)
    ]
    texts = ["storm " * rng.choice((1, 3, 9)) + "calm" for _ in range(count)]

    segments = index(documents, texts)

    assert any(file.name.startswith("h/") for _, files in segments for file in files)
    assert len(all_terms(segments)["storm"]) == count


def test_a_new_newest_article_leaves_the_main_segment_as_it_is() -> None:
    count = 1_100
    documents = [make_document(number) for number in range(count + 1)]
    texts = random_texts(count + 1, 3)

    before = index(documents[:count], texts[:count])
    after = index(documents, texts)

    assert before[0] == after[0]
    assert [indexed.segment.count for indexed, _ in after] == [1_100, 1]


def test_an_edit_of_a_text_leaves_most_files_as_they_are() -> None:
    rng = random.Random(5)
    words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=7)) for _ in range(4_000)]
    texts = [" ".join(rng.choices(words, k=150)) for _ in range(250)]
    documents = [make_document(number) for number in range(250)]

    before = {file.name for _, files in index(documents, texts) for file in files}
    texts[100] = " ".join(texts[100].split()[:-1])
    after = {file.name for _, files in index(documents, texts) for file in files}

    assert Counter(name[0] for name in before & after)["d"] == 25
    assert len(after - before) < len(after) / 2


def test_an_edit_of_a_text_reads_the_words_of_its_batch_alone() -> None:
    count = 2 * BATCH + 101
    documents = [make_document(number) for number in range(count)]
    texts = random_texts(count, 9)
    known = Remembered()
    index(documents, texts, known)
    known.read.clear()
    documents[10] = make_document(10, words="words-other")
    texts[10] = "storms and zebras"

    segments = index(documents, texts, known)

    tail = segments[1][0].segment
    assert known.read == [document.words for document in (*documents[:BATCH], *documents[tail.first :])]
    assert segments == index(documents, texts)


def test_an_archive_without_articles_has_a_segment_without_terms() -> None:
    ((indexed, files),) = index([], [])

    assert indexed.segment.count == 0
    assert indexed.segment.terms.names == ""
    assert not [file for file in files if file.name.startswith(("t/", "d/"))]
