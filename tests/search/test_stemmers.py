"""The stemmers of the browser: word for word those of the build."""

import gzip
import json
import os
import random
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec
import pytest
import Stemmer
from archive import shared
from node import run_node

from builder.languages import ALGORITHMS, make_stemmers, stemmer_of
from builder.words import fold, list_tokens

ROOT = Path(__file__).resolve().parent.parent.parent
STEMMERS = ROOT / "templates" / "assets" / "search" / "stemmers"

PER_LANGUAGE = 6_000
"""Words that are made of a stemmer's own suffixes."""

STEM_ALL = """
const { readFileSync } = require("node:fs");
const asked = JSON.parse(readFileSync(0, "utf8"));
for (const code of Object.keys(asked)) require(`${process.argv[1]}/${code}.js`);
const stemmed = Object.entries(asked).map(([code, words]) => [code, words.map(globalThis.FondsStemmers[code])]);
process.stdout.write(JSON.stringify(Object.fromEntries(stemmed)));
"""


def stem_in_node(asked: dict[str, list[str]]) -> dict[str, list[str]]:
    """The stems of words by language, as a browser has them."""
    found = run_node("-e", STEM_ALL, STEMMERS, given=json.dumps(asked))
    return msgspec.json.decode(found, type=dict[str, list[str]])


def stem_in_python(asked: dict[str, list[str]]) -> dict[str, list[str]]:
    """The same, as the build has them."""
    stemmers = make_stemmers(asked)
    return {code: [stemmers[code](word) for word in words] for code, words in asked.items()}


def read_strings(code: str) -> list[str]:
    """The suffixes and exceptions that a stemmer knows, as its script spells them."""
    script = (STEMMERS / f"{code}.js").read_text(encoding="utf-8")
    found = (json.loads(quoted) for quoted in re.findall(r'"(?:[^"\\]|\\.)*"', script))
    return sorted({text for text in found if text.isalpha() or not text.isascii()})


def make_words(code: str) -> Iterator[str]:
    """Words of a language's own letters that end in its suffixes, in one and two steps: with accents and folded."""
    rng = random.Random(code)
    strings = read_strings(code)
    letters = sorted({letter for text in strings for letter in text})
    if any(letter.isascii() for letter in letters):
        letters = sorted({*letters, *"abcdefghijklmnopqrstuvwxyz", *"aeiou", *"aeiouy"})
    for _ in range(PER_LANGUAGE // 2):
        root = "".join(rng.choices(letters, k=rng.randrange(1, 7)))
        ends = "".join(rng.choices(strings, k=rng.choice((0, 1, 1, 2, 2, 3))))
        word = rng.choice((root + ends, root + ends, ends + root))
        yield word
        yield fold(word)
    yield from strings


def read_own_words() -> set[str]:
    """The tokens of this repository's own content and templates."""
    files = [path for folder in ("content", "templates") for path in (ROOT / folder).rglob("*.*")]
    texts = (path.read_text(encoding="utf-8") for path in files if path.suffix in {".md", ".txt", ".html"})
    tokens = (token.text for text in texts for token in list_tokens(text))
    return {token for token in tokens if token.isalpha()}


def test_every_language_of_the_build_has_its_script() -> None:
    """PyStemmer's algorithms are all there; of two for one language, the newer."""
    assert {path.stem for path in STEMMERS.glob("*.js")} == set(ALGORITHMS)
    assert set(Stemmer.algorithms()) - set(ALGORITHMS.values()) == {"porter", "dutch_porter"}


def test_the_scripts_are_of_the_release_that_the_build_uses() -> None:
    """Stems change from release to release, so both sides name theirs."""
    release = Stemmer.version()

    for path in STEMMERS.glob("*.js"):
        assert path.read_text(encoding="utf-8").startswith(f"/*! Snowball {release}, "), path.name


@pytest.mark.parametrize(
    ("language", "code"),
    [("en-GB", "en"), ("nb-NO", "no"), ("nn", "no"), ("zh-Hant", ""), ("DE", "de"), ("", "")],
)
def test_a_language_is_stemmed_by_its_primary_subtag(language: str, code: str) -> None:
    assert stemmer_of(language) == code


def test_stems_are_the_same_in_browser_and_build() -> None:
    """Thousands of words of each language, among them all that its stemmer treats in a way of their own."""
    own = read_own_words()
    asked = {code: sorted({*make_words(code), *own}) for code in ALGORITHMS}
    found = stem_in_node(asked)
    expected = stem_in_python(asked)

    wrong = [
        (code, word, stem, wanted)
        for code, words in asked.items()
        for word, stem, wanted in zip(words, found[code], expected[code], strict=True)
        if stem != wanted
    ]
    assert wrong == []
    assert all(len(words) > 3_000 for words in asked.values())
    # A stemmer that did nothing would agree with itself.
    assert all(sum(map(str.__ne__, words, found[code])) > len(words) / 20 for code, words in asked.items())


def test_stems_of_a_whole_corpus_are_the_same() -> None:
    """Every word of some thousand real articles, as the index would hold it; of every fifth, unless at length."""
    step = 1 if os.environ.get("FONDS_ALL") else 5
    with gzip.open(shared("corpora", "articles.jsonl.gz"), "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in islice(lines, 0, None, step)]
    words = {
        token.text
        for record in records
        for token in list_tokens(record["title"] + "\n" + record["body_markdown"])
    }
    asked = {code: sorted(word for word in words if word.isalpha()) for code in ("en", "es", "fr")}

    assert stem_in_node(asked) == stem_in_python(asked)


def test_the_english_stemmer_is_small() -> None:
    """Every first search in English pays for it."""
    assert len(gzip.compress((STEMMERS / "en.js").read_bytes(), 9)) <= 2_600


def test_the_licence_stands_beside_the_scripts() -> None:
    licence = (STEMMERS / "LICENSE.txt").read_text(encoding="utf-8")

    assert "Dr Martin Porter" in licence
    assert "Redistributions of source code must retain" in licence
