"""The engine answers as an oracle does that knows no files: the same hits, order and scores."""

import gzip
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from archive import shared
from archives import IndexedArchive, make_document
from oracle import Oracle

from builder.search import postings, runs

NAMES = ["Jane Smith", "John O’Brien", "Jean-Luc Île", "Ann Lee"]
PAPERS = ["The Herald", "Daily News", "Zürcher Zeitung"]
TAGS = ["Election", "Water", "Election reform", "C++"]
STEMS = (
    "canal bridge river election parliament president govern water report engine f-16 engine-s at&t c++ u.s. "
    "zürich café naïve o’brien 1987 1990 war world 2 state-of-the-art of the and in 東京都 letter machine history"
).split()
ENDINGS = ["", "", "", "s", "ing", "ed", "ment"]


def make_archive(folder: Path, count: int, seed: int) -> IndexedArchive:
    """Documents of few words, so that questions find many."""
    rng = random.Random(seed)
    rare = ["".join(rng.choices("abcdefghilmnoprstu", k=rng.randrange(3, 9))) for _ in range(count // 2 + 20)]

    def words(size: int) -> str:
        return " ".join(
            rng.choice(rare) if rng.random() < 0.3 else rng.choice(STEMS) + rng.choice(ENDINGS)
            for _ in range(size)
        )

    texts, documents = {}, []
    for number in range(count):
        year = rng.randrange(1985, 1992)
        first = f"{year}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
        days = rng.choice(
            [
                ("", ""),
                (first, first),
                (first, first),
                (f"{year}-03-01", f"{year}-03-31"),
                (first, "1993-12-31"),
            ]
        )
        text = words(rng.randrange(3, 60))
        document = make_document(
            f"article-{number}",
            words(rng.randrange(1, 5)),
            text,
            days=days,
            publication=rng.choice(["", *PAPERS]),
            authors=rng.sample(NAMES, rng.randrange(3)),
            tags=rng.sample(TAGS, rng.randrange(3)),
            language=rng.choice(["en", "en", "de", "xx"]),
        )
        documents.append(document)
        texts[document.words] = text
    return IndexedArchive(folder, texts, documents)


def make_request(archive: IndexedArchive, rng: random.Random) -> dict[str, Any]:
    """A question of some parts, some of which answer nothing."""
    text = rng.choice([text for text in archive.texts if text.strip()]).split()
    at = rng.randrange(len(text))
    word = rng.choice(text)
    swapped = word[:1] + word[2:3] + word[1:2] + word[3:]
    parts = [
        lambda: word,
        lambda: rng.choice(STEMS),
        lambda: " ".join(text[at : at + 3]),
        lambda: f'"{" ".join(text[at : at + rng.randrange(1, 5)])}"',
        lambda: f"-{rng.choice(STEMS)}",
        lambda: f'-"{" ".join(text[at : at + 2])}"',
        lambda: swapped,
        lambda: word[: rng.randrange(1, 6)],
        lambda: rng.choice(
            [
                "author:smith",
                'author:"jane smith"',
                "-tag:water",
                "source:herald",
                "publication:zurcher",
                "tag:c++",
            ]
        ),
        lambda: rng.choice(
            [
                "March 1987",
                "12 March 1988",
                "1989",
                "1987-03",
                "April 1950",
                "before:1988",
                "after:1987-06-15",
            ]
        ),
        lambda: rng.choice(
            [
                "f 16",
                "F16",
                "f-16",
                "att",
                "US",
                "zurich",
                "京",
                "war 2",
                "of the",
                '"of the"',
                "zzzzqq",
                "-",
                "author:",
            ]
        ),
    ]
    query = " ".join(rng.choice(parts)() for _ in range(rng.choice([1, 1, 2, 2, 3])))
    filters: dict[str, Any] = {}
    if rng.random() < 0.2:
        filters["source"] = rng.sample(["the-herald", "daily-news", "gone"], rng.randrange(1, 3))
    if rng.random() < 0.1:
        filters |= {
            "from": rng.choice(["1986", "1987-03", "1988-02-29"]),
            "to": rng.choice(["1989", "1991-12", "1990-06-10"]),
        }
    sort = rng.choice(["", "", "relevance", "newest", "oldest"])
    return {"query": query + rng.choice(["", "", " "]), "filters": filters, "limit": 30} | (
        {"sort": sort} if sort else {}
    )


def assert_agree(archive: IndexedArchive, requests: list[dict[str, Any]]) -> None:
    """Both give the same hits, in the same order, with the same scores, and repair the same words."""
    oracle = Oracle(
        archive.documents,
        archive.texts,
        archive.stemmers,
        archive.segments,
        archive.common_count,
        archive.heavy,
    )
    for request, answer in zip(requests, archive.ask(requests), strict=True):
        expected = oracle.search(request["query"], request.get("filters"), request.get("sort", ""))

        assert expected["hits"][: request["limit"]] == [
            [hit["route"].split("/")[1], hit["score"]] for hit in answer["hits"]
        ], request
        assert len(expected["hits"]) == answer["total"], request
        used = [used for _, used in answer["repaired"]["words"]] if answer["repaired"] else []
        assert [used for _, used in expected["repaired"]] == used, request


@pytest.mark.parametrize(("count", "seed"), [(1, 1), (40, 2), (300, 3), (1_500, 4)])
def test_the_engine_answers_as_the_oracle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, seed: int
) -> None:
    """On archives of one segment and of two, in three languages; with common terms in the larger."""
    monkeypatch.setattr(postings, "COMMON_COUNT", 50)
    archive = make_archive(tmp_path, count, seed)
    rng = random.Random(seed)

    assert_agree(archive, [make_request(archive, rng) for _ in range(250)])


def test_heavy_terms_beside_rarer_ones_count_by_their_fields(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lists are heavy when they are long; here they are when they are short."""
    monkeypatch.setattr(runs, "HEAVY_BITS", 250)
    archive = make_archive(tmp_path, 300, 7)
    rng = random.Random(7)

    assert len(archive.heavy) > 20
    assert_agree(archive, [make_request(archive, rng) for _ in range(250)])


def test_facets_count_what_documents_have(tmp_path: Path) -> None:
    """With no question asked, every value that a document has; with one, those of its hits."""
    archive = make_archive(tmp_path, 600, 5)

    (everything,) = archive.ask([{"query": "", "facet": "tag"}])

    counts = {
        tag: sum(tag in [own.label for own in document.tags] for document in archive.documents)
        for tag in TAGS
    }
    assert counts == {value["label"]: value["count"] for value in everything["facets"]}


def test_real_articles_are_found_as_the_oracle_finds_them(tmp_path: Path) -> None:
    """On the articles of the shared corpus, by their own words."""
    records = _read_corpus(shared("corpora", "articles.jsonl.gz"))
    texts, documents = {}, []
    for number, record in enumerate(records[::8]):
        text = re.sub(r"<[^>]*>|[*_`#\[\]()|]|https?://\S+", " ", record["body_markdown"])
        day = (record["date"] or "")[:10]
        document = make_document(
            f"article-{number}",
            record["title"],
            text,
            days=(day, day) if len(day) == 10 else ("", ""),
            publication=record["corpus"],
            authors=[author for author in record["authors"] or [] if author],
        )
        documents.append(document)
        texts[document.words] = text
    archive = IndexedArchive(tmp_path, texts, documents)
    rng = random.Random(6)
    requests = [make_request(archive, rng) for _ in range(80)]

    assert_agree(archive, requests)


def _read_corpus(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
