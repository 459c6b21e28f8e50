"""Laws 6 and 7 on every page and in every file of the default theme: nothing inline, nothing from elsewhere."""

import re
from pathlib import Path

import pytest
from archive import Archive

POLICY = re.compile(
    r'<head>\s*<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)">'
)
"""It stands before all that it could forbid."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text files of a small archive of many kinds of pages, by their names."""
    archive = Archive(tmp_path_factory.mktemp("pages") / "site")
    archive.write("content/media/house.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="5"/>')
    archive.write("content/pages/about.md", "---\ntitle: About\n---\n\nWords.\n")
    archive.article(
        "code", body="```python\nprint(1)\n```\n\n| A | B |\n|--:|---|\n| 1 | 2 |\n", published="1916-10-17"
    )
    archive.article(
        "image", body="![A house](../media/house.svg)\n\n![Far](https://far.example/a.png)\n", tags=["a/b"]
    )
    archive.article("moved", aliases=["/old/"], publication="The Herald", authors=["Ada Ensor"])
    archive.build()
    # The bytes of the search index stand in scripts as Latin-1.
    return {
        name: data.decode("latin-1" if name.startswith("search/") and name.endswith(".js") else "utf-8")
        for name, data in archive.snapshot().items()
        if not name.endswith(".gz")
    }


def html_of(pages: dict[str, str]) -> dict[str, str]:
    """The pages among all files."""
    found = {name: text for name, text in pages.items() if name.endswith(".html")}
    assert len(found) > 10
    return found


def test_every_page_carries_the_policy(pages: dict[str, str]) -> None:
    """Were anything to slip through, a browser would not run or load it."""
    for name, text in html_of(pages).items():
        policy = POLICY.search(text)
        assert policy, name
        rules = dict(rule.split(" ", 1) for rule in policy[1].split("; "))
        assert rules["default-src"] == "'none'"
        assert rules["base-uri"] == "'none'"
        assert set(" ".join(rules.values()).split()) <= {"'none'", "'self'", "data:"}


def test_no_page_has_scripts_or_styles_of_its_own(pages: dict[str, str]) -> None:
    for name, text in html_of(pages).items():
        assert re.findall(r"<style|<[^<>]*\s(?:style|on\w+)\s*=", text) == [], name
        # Linked data is data: a browser does not run it.
        scripts = re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", text)
        assert re.findall(r"<script(?! src=\"[^\"]+\"(?: defer)?></script>)", scripts) == [], name


def test_no_page_loads_anything_from_elsewhere(pages: dict[str, str]) -> None:
    """Links lead elsewhere; what a browser fetches by itself does not."""
    for name, text in html_of(pages).items():
        loaded = re.findall(r'\s(?:src|srcset|poster|data|action)="([^"]*)"', text)
        links = re.findall(r'<link rel="(?!(?:canonical|cite-as|license)")[^"]*" href="([^"]*)"', text)
        assert links, name
        assert [place for place in loaded + links if "//" in place] == [], name


def test_no_asset_loads_anything_from_elsewhere(pages: dict[str, str]) -> None:
    assets = {name: text for name, text in pages.items() if Path(name).suffix in {".css", ".js"}}
    assert len(assets) >= 2
    for name, text in assets.items():
        assert re.findall(r"https?:|url\(\s*[\"']?//|@import\s+[\"']//", text) == [], name
