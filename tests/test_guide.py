"""The guide: built by what it describes, and true to it."""

import re
import shutil
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from builder.build import build
from builder.cli import main
from builder.config import Config
from builder.errors import ProblemsError
from builder.load.fields import ArticleFields
from builder.manual import list_verbs, write_markdown
from builder.model import PersonRecord, PublicationRecord, TagRecord
from builder.report import Options, Report
from builder.schema import read_record
from builder.tables import read_toml, read_yaml

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs"
PAGES = {
    file.stem: file.read_text(encoding="utf-8") for file in (GUIDE / "content" / "articles").glob("*.md")
}
BLOCK = re.compile(r"^```([a-z]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: str) -> list[str]:
    """What stands between fences on a page, but for what has a language of its own."""
    return [text for language, text in BLOCK.findall(PAGES[page]) if not language]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Of a strict build."""
    site = tmp_path_factory.mktemp("guide") / "docs"
    shutil.copytree(GUIDE, site, ignore=shutil.ignore_patterns("public", ".cache"))
    try:
        return build(site, Options(jobs=1, strict=True, today="2026-12-31"))
    except ProblemsError as error:
        pytest.fail(str(error))


def test_the_guide_is_built_by_fonds_and_has_nothing_to_mend(report: Report) -> None:
    assert report.articles == len(PAGES) >= 12
    assert report.warnings == ()


def test_the_table_of_pages_has_all_of_them_in_their_order() -> None:
    contents = (GUIDE / "content" / "pages" / "contents.md").read_text(encoding="utf-8")
    numbers = {slug: int(re.search(r"number: (\d+)", page)[1]) for slug, page in PAGES.items()}  # type: ignore[index]

    assert re.findall(r"article:([a-z-]+)", contents) == sorted(numbers, key=numbers.__getitem__)
    assert sorted(numbers.values()) == list(range(1, len(PAGES) + 1))


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    _, _, generated = PAGES["commands"].partition("from the commands themselves -->\n\n")

    assert generated == write_markdown(list(list_verbs(main, "fonds"))), "run: make reference"


@pytest.mark.parametrize("page", sorted(PAGES.keys() - {"commands"}))
def test_every_command_and_option_of_the_guide_exists(page: str) -> None:
    for words in re.findall(r"\bfonds ((?:new )?[a-z]+)((?: --?[a-z-]+(?: [\w.~/-]+)?)*)", PAGES[page]):
        verb, options = words[0], re.findall(r"--[a-z-]+", words[1])
        if verb.split()[0] in main.commands:
            helped = (
                CliRunner()
                .invoke(main, [*verb.split()[: 2 if verb.startswith("new") else 1], "--help"])
                .output
            )
            assert [option for option in options if option not in helped] == [], (page, verb)


def test_every_setting_of_the_guide_is_one() -> None:
    tables = [text for page in PAGES for text in blocks(page) if re.match(r"\[\[?[a-z]+\]", text)]
    settings = [text for text in tables if re.match(r"\[\[?(site|build|dates|search|menu)\]", text)]
    assert len(settings) >= 5
    for text in settings:
        table = read_toml(text if "[site]" in text else f'[site]\ntitle = "A"\n{text}', "site.toml")
        table.values["site"].setdefault("title", "A")  # type: ignore[union-attr]
        assert read_record(table, Config)[1] == [], text


def test_every_head_of_the_guide_is_one() -> None:
    known = set(ArticleFields.__struct_fields__)
    heads = [text for page in PAGES for text in blocks(page) if text.partition(":")[0] in known]
    assert len(heads) >= 6
    for text in heads:
        table = read_yaml(text, "article.md")
        table.values.setdefault("title", "A")
        assert read_record(table, ArticleFields)[1] == [], text


def test_every_authority_entry_of_the_guide_is_one() -> None:
    kinds: dict[str, type[msgspec.Struct]] = {
        "publications": PublicationRecord,
        "people": PersonRecord,
        "tags": TagRecord,
    }
    files = [text for text in blocks("tags-and-names") if text.startswith("# content/")]
    assert len(files) == 3
    for text in files:
        kind = kinds[text.removeprefix("# content/").partition(".")[0]]
        for entry in read_toml(text, "names.toml").values.values():
            msgspec.convert(entry, kind, strict=False)
