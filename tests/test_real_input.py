"""Real and hostile material, through the whole pipeline. Skipped, loudly, where it is absent."""

import gzip
import json
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

from archive import Archive, shared


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


def test_the_corpora_build_without_a_problem(tmp_path: Path) -> None:
    tool = shared("tools", "corpus_to_content.py")
    shared("corpora", "articles.jsonl.gz")
    site = tmp_path / "corpus"
    subprocess.run([sys.executable, str(tool), str(site)], check=True, capture_output=True)

    result = subprocess.run(
        [sys.executable, "-m", "builder", "build", "--json"],
        cwd=site,
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(result.stdout)

    assert report["problems"] == []
    assert report["articles"] == 2916
    assert check_site(site / "public") == ""


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
