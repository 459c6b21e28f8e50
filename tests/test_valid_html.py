"""Every page is HTML as the standard has it, whatever the texts hold: html-validate finds nothing."""

import shutil
from pathlib import Path

from archive import Archive
from node import JAVASCRIPT, run_node
from originals import HOSTILE

from builder.build import build
from builder.report import Options

ROOT = Path(__file__).resolve().parent.parent


def findings(public: Path) -> list[str]:
    return run_node(JAVASCRIPT / "validate_html.js", public).splitlines()


def test_demonstration_is_valid(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "site.toml", tmp_path)
    build(tmp_path, Options(jobs=1, today="2026-11-22"))

    assert findings(tmp_path / "public") == []


def test_hostile_records_and_texts_are_valid(archive: Archive) -> None:
    for number, words in enumerate(HOSTILE):
        archive.article(
            f"piece-{number}",
            f"# {words}\n\n<div><li>{words}</li></div>\n\n<h2><figure>x</figure></h2>\n",
            title=words,
            authors=[words],
            publication=words,
            tags=[f"tag {number}"],
            published="1916-10-17",
            original_url="https://herald.example/?a=1&b=2",
        )
    archive.build()

    assert findings(archive.public) == []


def test_what_is_wrong_is_found(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        "<!doctype html><html lang=en><head><title>a</title></head><p><div>b</p>"
    )

    assert any("page.html:1" in finding for finding in findings(tmp_path))
