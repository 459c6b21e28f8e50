"""Real and hostile material, through the whole pipeline. Skipped, loudly, where it is absent."""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import extruct
import pytest
import trafilatura
import yaml
from archive import Archive, shared
from trafilatura.json_metadata import normalize_authors


def words_of(page: str) -> str:
    """The words of a page, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", page)).split())


def check_site(public: Path) -> str:
    """What the independent checker says; empty if nothing."""
    result = subprocess.run(
        [sys.executable, str(shared("tools", "check_site.py")), str(public)],
        capture_output=True,
        text=True,
        check=False,
    )
    return result.stdout if result.returncode else ""


def test_a_real_clipping_becomes_an_article_with_every_paragraph(archive: Archive) -> None:
    (seed,) = sorted(shared("seeds").glob("*.txt"))
    shutil.copy(seed, archive.folder / "content/articles/clipping.txt")
    lines = [" ".join(line.split()) for line in seed.read_text(encoding="utf-8").splitlines() if line.strip()]

    report = archive.build()
    page = archive.read("articles/clipping/")

    assert report.warnings == ()
    author, publication, _ = lines[2].split(", ", 2)
    text = words_of(page)
    for words in (lines[1], author, publication, "18 October 2016"):
        assert words in text
    assert [words_of(part) for part in re.findall(r"<p>(.*?)</p>", archive.body("clipping"))] == lines[3:]
    assert archive.exists("dates/2016/10/18/")
    assert check_site(archive.public) == ""


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real articles as a site: all of them at length, else every fifth."""
    tool = shared("tools", "corpus_to_content.py")
    shared("corpora", "articles.jsonl.gz")
    site = tmp_path_factory.mktemp("real") / "corpus"
    subprocess.run([sys.executable, str(tool), str(site)], check=True, capture_output=True)
    files = sorted((site / "content/articles").rglob("*.md"))
    assert len(files) == 2916
    for number, file in enumerate(files):
        if number % 5 and not os.environ.get("FONDS_ALL"):
            file.unlink()
    return site


def test_the_corpora_build_without_a_problem(corpora: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "builder", "build", "--json"],
        cwd=corpora,
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(result.stdout)

    assert report["problems"] == []
    assert report["articles"] == len(list((corpora / "content/articles").rglob("*.md")))
    assert check_site(corpora / "public") == ""


def test_readers_find_in_the_corpora_what_their_records_say(corpora: Path) -> None:
    """Of every tenth article that was built."""
    if not (corpora / "public").exists():
        pytest.skip("NOT RUN: the corpora were not built")
    for file in sorted((corpora / "content/articles").rglob("*.md"))[::10]:
        said = yaml.load(file.read_text(encoding="utf-8-sig").split("\n---")[0], yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
        slug = said.get("slug", file.stem)
        date = said["published"] if said.get("published", "")[:1].isdigit() else ""
        page = (corpora / "public/articles" / slug / "index.html").read_text(encoding="utf-8")

        found = extruct.extract(page, syntaxes=["json-ld", "opengraph"])
        piece = found["json-ld"][0]["@graph"][0]
        assert piece["headline"] == said["title"]
        assert piece["publisher"]["name"] == said["publication"]
        assert piece["url"] == said["original_url"]
        assert piece.get("datePublished", "") == date
        names = [author["name"] for author in piece.get("author", [])]
        assert names == [name.removesuffix(", PhD") for name in said.get("authors", [])]
        assert dict(found["opengraph"][0]["properties"])["og:title"] == said["title"]

        metadata = trafilatura.extract_metadata(page)
        assert (metadata.sitename or "").casefold() == said["publication"].casefold()
        # An address that begins with a day is believed before anything else.
        assert not date or metadata.date in (date, slug[:10])
        # It shortens names in its own way.
        shortened = [normalize_authors(None, name) or "" for name in names]
        assert set((metadata.author or "").split("; ")) == set("; ".join(shortened).split("; "))


def letters_of(text: str) -> str:
    """The text without spaces and control characters, which no page can show."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\ufffe\uffff\N{REPLACEMENT CHARACTER}]", "", text)


def hostile_strings() -> list[str]:
    """Odd and hostile strings: the big list, and attacks on sanitisers."""
    strings: list[str] = json.loads(shared("suites", "blns", "blns.json").read_text(encoding="utf-8"))
    attacks = json.loads(shared("suites", "dompurify-xss", "expect.json").read_text(encoding="utf-8"))
    strings += [attack["payload"] for attack in attacks if isinstance(attack.get("payload"), str)]
    return [string for string in strings if string.strip()]


def test_hostile_strings_as_fields_are_shown_and_never_run(archive: Archive) -> None:
    strings = [text for text in hostile_strings() if "\0" not in text]
    for number, text in enumerate(strings):
        archive.article(
            f"piece-{number}", title=text, authors=[text], publication=text, deck=text, byline=text
        )

    report = archive.build()

    assert report.articles == len(strings)
    assert check_site(archive.public) == ""
    for number, text in enumerate(strings):
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", archive.read(f"articles/piece-{number}/"), re.DOTALL)
        assert heading
        assert letters_of(unescape(heading[1])) == letters_of(text)


def test_hostile_strings_as_tags_build_or_are_located(archive: Archive) -> None:
    strings = [text for text in hostile_strings() if "\0" not in text]
    for number, text in enumerate(strings):
        archive.article(f"piece-{number}", tags=[text])

    refused = {problem.where.file for problem in archive.problems()}
    for file in refused:
        (archive.folder / file).unlink()
    report = archive.build()

    assert report.articles == len(strings) - len(refused)
    assert report.articles > len(strings) / 2
    assert check_site(archive.public) == ""


def test_hostile_bodies_never_run(archive: Archive) -> None:
    strings = [text for text in hostile_strings() if "\0" not in text]
    for number, text in enumerate(strings):
        archive.article(f"piece-{number}", body=text, publication="P", original_url="https://old.example/a/")

    report = archive.build()

    assert report.articles == len(strings)
    assert check_site(archive.public) == ""
    for number in range(len(strings)):
        assert not re.search(
            r"<(script|iframe|object|embed|svg|math|style|form|base|meta)\b", archive.body(f"piece-{number}")
        )


def test_the_corpora_hold_what_they_are_said_to_hold() -> None:
    with gzip.open(shared("corpora", "articles.jsonl.gz"), "rt", encoding="utf-8") as lines:
        assert sum(1 for _ in lines) == 2916
