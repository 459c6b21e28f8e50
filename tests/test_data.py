"""Files of the archive for machines: all records, checksums, and the page that explains them."""

import gzip
import hashlib
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from archive import Archive

from builder.pages.checksums import renew_checksums, write_checksums

WITHDRAWN: dict[str, Any] = {
    "status": "withdrawn",
    "withdrawn": {"date": "2021-02-03", "reason": "An error."},
}


def records(archive: Archive) -> list[dict[str, object]]:
    lines = gzip.decompress((archive.public / "archive.jsonl.gz").read_bytes()).decode().splitlines()
    return [json.loads(line) for line in lines]


def test_record_says_what_front_matter_says(archive: Archive) -> None:
    head: dict[str, Any] = {
        "title": "Dune & <b>Sea</b>",
        "authors": [{"given": "Ada", "family": "Ensor", "name": "Ada Ensor"}, {"literal": "Harbour Board"}],
        "byline": "By ADA ENSOR",
        "publication": "The Herald",
        "published": "1916?",
        "published_as": "Oct. 1916",
        "original_url": "https://herald.example/dune",
        "archived": [{"url": "https://copies.example/1", "date": "2001-02-03"}],
        "kind": "newspaper",
        "page": "A1",
        "rights": {"basis": "permission", "holder": "Herald Company"},
        "provenance": [{"event": "reprinted", "agent": "The Courier", "date": "1917"}],
        "posted": "2020-01-02",
        "tags": ["sand/dunes", "sea"],
        "series": {"name": "Dunes", "number": 2},
        "corrections": [{"date": "2020-02-03", "text": "A name."}],
    }
    archive.article("dune", **head)

    archive.build()

    (record,) = records(archive)
    assert {key: record[key] for key in head if key != "authors"} == {
        key: value for key, value in head.items() if key != "authors"
    }
    assert record["authors"] == [
        {"name": "Ada Ensor", "family": "Ensor", "given": "Ada"},
        {"literal": "Harbour Board"},
    ]
    assert record["url"] == "https://archive.example/articles/dune/"
    assert record["summary"] == "Some words."


def test_records_are_of_articles_that_may_be_found(archive: Archive) -> None:
    for slug in ("b", "a"):
        archive.article(slug)
    archive.article("gone", **WITHDRAWN)
    archive.article("draft", status="draft")
    archive.article("hidden", rights={"noindex": True})

    archive.build()

    assert [record["slug"] for record in records(archive)] == ["a", "b"]


def test_checksums_are_of_all_files_that_made_a_page(archive: Archive) -> None:
    """A withdrawn article keeps its line: what was withdrawn can still be proved."""
    archive.article("dune")
    archive.article("gone", **WITHDRAWN)
    archive.article("draft", status="draft")
    archive.write("content/pages/about.md", "---\ntitle: About\n---\nWords.\n")
    archive.write("content/media/a.txt", "media")

    archive.build()

    lines = (archive.public / "checksums.txt").read_text().splitlines()
    files = [line.partition("  ")[2] for line in lines]
    assert files == [
        "content/articles/dune.md",
        "content/articles/gone.md",
        "content/media/a.txt",
        "content/pages/about.md",
    ]
    for line in lines:
        digest, _, file = line.partition("  ")
        data = (archive.folder / file).read_bytes()
        assert hashlib.blake2b(data, digest_size=len(digest) // 2).hexdigest() == digest


def test_b2sum_reads_the_checksums(archive: Archive) -> None:
    archive.article("dune")
    archive.build()

    def check() -> int:
        command = ["b2sum", "--quiet", "--check", "public/checksums.txt"]
        return subprocess.run(command, cwd=archive.folder, capture_output=True, check=False).returncode

    assert check() == 0
    archive.article("dune", body="Other words.\n")
    assert check() == 1


@pytest.mark.parametrize("name", ["a\\b.md", "a\nb.md", "a b.md", "ä  b.md"])
def test_odd_name_is_written_as_b2sum_reads_it(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"words")
    digest = hashlib.blake2b(b"words", digest_size=16).hexdigest()
    wrong = write_checksums({name: "0" * 32, "other": "1" * 32})

    renewed = renew_checksums(wrong, {name: digest})
    (tmp_path / "checksums.txt").write_bytes(renewed)

    assert renewed == write_checksums({name: digest, "other": "1" * 32})
    command = ["b2sum", "--check", "--ignore-missing", "checksums.txt"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("digests", [{}, {"a": "0" * 32}, {"a": "0" * 32, "b\u2028c": "1" * 32}])
def test_nothing_renewed_is_nothing_changed(digests: dict[str, str]) -> None:
    """Also of an archive that has no files yet."""
    assert renew_checksums(write_checksums(digests), {}) == write_checksums(digests)


def test_text_that_changed_has_another_checksum(archive: Archive) -> None:
    archive.article("dune")
    archive.build()
    before = (archive.public / "checksums.txt").read_bytes()

    archive.article("dune", body="Other words.\n")
    archive.build()

    assert (archive.public / "checksums.txt").read_bytes() != before


def test_every_file_of_the_data_page_is_there(archive: Archive) -> None:
    archive.article("dune")

    archive.build()

    page = archive.read("data/")
    files = re.findall(r'<dt><a href="\.\./([^"]+)">', page)
    assert {"archive.jsonl.gz", "checksums.txt", "citations.ris", "feed.atom", "opensearch.xml"} <= set(files)
    assert all((archive.public / file).is_file() for file in files)
    assert 'href="./data/"' in archive.read("")


def test_without_a_base_url_is_told_what_is_missing(archive: Archive) -> None:
    archive.write("site.toml", '[site]\ntitle = "T"\n')
    archive.article("dune")

    report = archive.build()

    assert [(one.path, "no base_url" in one.reason) for one in report.skipped] == [("site.toml", True)]
    page = archive.read("data/")
    assert "does not know its own address" in page
    files = re.findall(r'<dt><a href="\.\./([^"]+)">', page)
    assert "feed.atom" not in files
    assert all((archive.public / file).is_file() for file in files)
