"""What is searched: the shared corpora as they are, and an archive of any size made of their sentences."""

import datetime
import importlib.util
import json
import random
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.generate import SITE, Vocabulary
from bench.install import ROOT

SHARED = ROOT.parent / "shared"
FIRST_DAY = datetime.date(1994, 1, 1)
DAYS = 30 * 365
FEWEST_WORDS, MOST_WORDS = 336, 936
"""Of an article: 636 on average."""
SENTENCES_OF_A_PARAGRAPH = 4
SEED = 1916

Record = dict[str, Any]
"""An article as the shared corpora hold it."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")


def load_tool(name: str) -> ModuleType | None:
    """A tool of the shared material; None where that is absent."""
    path = SHARED / "tools" / f"{name}.py"
    if not path.is_file():
        return None
    sys.path.insert(0, str(path.parent))
    try:
        spec = importlib.util.spec_from_file_location(name, path)
        if not spec or not spec.loader:
            return None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(path.parent))


def require_tool(name: str) -> ModuleType:
    """The same where it is known to be there; raises FileNotFoundError."""
    tool = load_tool(name)
    if not tool:
        raise FileNotFoundError(f"the shared tool {name} is missing, while others are there")
    return tool


def read_corpora() -> list[Record]:
    """The articles of the shared corpora; none where they are absent."""
    tool = load_tool("corpus_to_content")
    return list(tool.read_records(tool.CORPUS)) if tool and tool.CORPUS.is_file() else []


def resample(records: Sequence[Record], count: int, plain: Callable[[str], str]) -> list[Record]:
    """Articles of real sentences in a new order: the same for the same records and number.

    `plain` gives the text of Markdown, one line for each block. A title is made of the halves of two.
    """
    english = [record for record in records if record["lang"] == "en"]
    sentences = [
        sentence
        for record in english
        for line in plain(record["body_markdown"]).splitlines()
        for sentence in _SENTENCE.split(line.strip())
        if 4 <= len(sentence.split()) <= 60 and sentence[-1] in ".!?"
    ]
    titles = [record["title"].split() for record in english]
    rng = random.Random(SEED)
    return [_make_record(rng, number, english, sentences, titles) for number in range(count)]


def _make_record(
    rng: random.Random,
    number: int,
    records: Sequence[Record],
    sentences: Sequence[str],
    titles: Sequence[Sequence[str]],
) -> Record:
    first, second = rng.choice(titles), rng.choice(titles)
    wanted, lines, words = rng.randint(FEWEST_WORDS, MOST_WORDS), list[str](), 0
    while words < wanted:
        lines.append(rng.choice(sentences))
        words += lines[-1].count(" ") + 1
    size = SENTENCES_OF_A_PARAGRAPH
    body = "\n\n".join(" ".join(lines[at : at + size]) for at in range(0, len(lines), size))
    lender = rng.choice(records)
    day = FIRST_DAY + datetime.timedelta(days=rng.randrange(DAYS))
    return {
        "id": f"resampled:{number:06}",
        "title": " ".join([*first[: (len(first) + 1) // 2], *second[len(second) // 2 :]]),
        "authors": rng.choice(records)["authors"],
        "publication": lender["publication"] or "An archive",
        "date": day.isoformat(),
        "tags": lender["tags"],
        "lang": "en",
        "body_markdown": re.sub(r"([\\`*_<>\[\]#|~$])", r"\\\1", body),
    }


def invent(count: int) -> list[Record]:
    """Articles of invented words, where the shared corpora are absent."""
    vocabulary = Vocabulary(random.Random(SEED))
    rng = vocabulary.rng
    return [
        {
            "id": f"invented:{number:06}",
            "title": vocabulary.sentence()[:60].strip(" .*[]()").replace('"', ""),
            "authors": [rng.choice(vocabulary.authors)],
            "publication": rng.choice(vocabulary.publications),
            "date": (FIRST_DAY + datetime.timedelta(days=rng.randrange(DAYS))).isoformat(),
            "tags": rng.sample(vocabulary.tags, 4),
            "lang": "en",
            "body_markdown": "\n\n".join(
                " ".join(vocabulary.sentence() for _ in range(SENTENCES_OF_A_PARAGRAPH)) for _ in range(11)
            ),
        }
        for number in range(count)
    ]


def write_archive(folder: Path, records: Iterable[Record], name_article: Callable[[Record], str]) -> None:
    """Write made articles as bench/generate.py writes its own, so that every peer can be given them."""
    target = folder / "content" / "articles"
    target.mkdir(parents=True)
    (folder / "site.toml").write_text(SITE, encoding="utf-8")
    for number, record in enumerate(records):
        shelf = target / f"{number // 1000:03}"
        shelf.mkdir(exist_ok=True)
        fields = {
            "title": record["title"],
            "authors": record["authors"],
            "publication": record["publication"],
            "published": record["date"],
            "posted": "2025-01-01",
            "original_url": f"https://example.org/{name_article(record)}",
            "kind": "newspaper",
            "page": "A1",
            "tags": record["tags"],
        }
        head = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
        (shelf / f"{name_article(record)}.md").write_text(
            f"---\n{head}---\n\n{record['body_markdown']}\n", encoding="utf-8"
        )


def ask_for_titles(records: Sequence[Record], count: int) -> list[dict[str, str | None]]:
    """Words of titles, in the form of the shared tool's questions: where that is absent."""
    chosen = random.Random(SEED).sample(list(records), count)
    return [
        {"kind": "title", "q": " ".join(record["title"].split()[:4]), "target": plain_name(record)}
        for record in chosen
    ]


def plain_name(record: Record) -> str:
    """A slug of an article's id."""
    return str(record["id"]).replace(":", "-")
