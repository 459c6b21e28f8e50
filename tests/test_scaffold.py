"""New sites and articles: they build at once, and nothing that stands is touched."""

import os
import stat
import tomllib
from pathlib import Path

import msgspec
import pytest
from archive import Archive
from click.testing import CliRunner

from builder.build import build
from builder.cli import main
from builder.config import Config
from builder.errors import ScaffoldError
from builder.report import Options, Report
from builder.scaffold import STARTER, make_article, make_site

TODAY = "2026-11-22"


def build_site(folder: Path, **options: object) -> Report:
    return build(folder, Options(jobs=1, today=TODAY, **options))  # type: ignore[arg-type]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "my-first_archive"
    make_site(folder)
    return folder


def test_new_site_builds_without_a_warning(site: Path) -> None:
    report = build_site(site, strict=True)

    assert report.warnings == ()
    assert report.articles == 3
    assert (site / "public/articles/a-clipping/index.html").is_file()


def test_new_site_has_the_name_of_its_folder(site: Path) -> None:
    assert tomllib.loads((site / "site.toml").read_text())["site"]["title"] == "My first archive"


def test_new_site_explains_every_key(site: Path) -> None:
    """What stands behind a # is the default, and becomes a setting when the # goes."""
    text = (site / "site.toml").read_text()
    opened = "\n".join(line.removeprefix("# ") if " = " in line else line for line in text.splitlines())
    settings = tomllib.loads(opened.split("# [[menu]]")[0])
    defaults = msgspec.to_builtins(
        Config(site=msgspec.convert({"title": ""}, type=Config.__annotations__["site"]))
    )

    for table, keys in defaults.items():
        if table in ("menu", "theme"):
            assert f"[{table}]" in text
            continue
        assert settings[table].keys() == keys.keys(), table
        for key, value in settings[table].items():
            assert value == keys[key] or key in ("title", "description"), key


@pytest.mark.parametrize("standing", ["site.toml", "content/a.md", ".hidden"])
def test_folder_that_holds_anything_is_left_alone(tmp_path: Path, standing: str) -> None:
    (tmp_path / standing).parent.mkdir(exist_ok=True)
    (tmp_path / standing).write_text("mine")

    with pytest.raises(ScaffoldError, match="is not empty"):
        make_site(tmp_path)

    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [Path(standing).name]


def test_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("mine")

    with pytest.raises(ScaffoldError, match="is a file"):
        make_site(tmp_path / "notes")


def test_empty_folder_is_filled(tmp_path: Path) -> None:
    made = make_site(tmp_path)

    assert {path.relative_to(tmp_path).as_posix() for path in made} >= {"site.toml", ".gitignore"}
    assert len(made) == sum(path.is_file() for path in STARTER.rglob("*"))


def test_new_article_is_a_draft_of_today_with_what_is_known(archive: Archive) -> None:
    archive.article("other")
    title = 'He said "no": 50% & <b>more</b>'
    place = make_article(
        archive.folder, title, TODAY, publication="The Herald", url="https://herald.example/x"
    )

    hidden, shown = archive.build(), archive.build(drafts=True)

    assert [skipped.reason for skipped in hidden.skipped] == ["draft"]
    assert shown.warnings == ()
    page = archive.read(f"articles/{place.stem}/")
    assert "He said &#34;no&#34;: 50% &amp; &lt;b&gt;more&lt;/b&gt;" in page
    assert "The Herald" in page
    assert "https://herald.example/x" in page
    assert f"posted: {TODAY}" in place.read_text()


def test_every_line_of_a_new_head_can_be_uncommented(archive: Archive) -> None:
    place = make_article(archive.folder, "Dune", TODAY)
    lines = [
        line[2:] if line.startswith("# ") and ": " in line else line
        for line in place.read_text().splitlines()
    ]
    place.write_text("\n".join(line for line in lines if not line.startswith(("status", "Where it"))) + "\n")

    report = archive.build()

    assert report.warnings == ()
    assert report.articles == 1


@pytest.mark.parametrize(
    ("title", "slug"), [("A Bridge!", "a-bridge-2"), ("!!!", f"article-{TODAY}"), ("東京", "東京")]
)
def test_slug_is_free(archive: Archive, title: str, slug: str) -> None:
    archive.article("old/a-bridge")

    assert make_article(archive.folder, title, TODAY).stem == slug


def test_article_without_a_title_or_a_site_is_told(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(ScaffoldError, match="needs a title"):
        make_article(archive.folder, " \t", TODAY)
    with pytest.raises(ScaffoldError, match=r"no site\.toml"):
        make_article(tmp_path, "Dune", TODAY)
    with pytest.raises(ScaffoldError, match="no web address"):
        make_article(archive.folder, "Dune", TODAY, url="herald.example")


def test_command_line_makes_a_site_and_an_article(tmp_path: Path) -> None:
    runner, folder = CliRunner(), str(tmp_path / "papers")

    first = runner.invoke(main, ["new", "site", folder])
    again = runner.invoke(main, ["new", "site", folder])
    article = runner.invoke(main, ["new", "article", "A bridge", "--site", folder])

    assert (first.exit_code, again.exit_code, article.exit_code) == (0, 1, 0)
    assert f"cd {folder} && fonds build" in first.output
    assert again.output.startswith("error: ")
    assert Path(article.output.strip()).is_file()


@pytest.mark.skipif(os.geteuid() == 0, reason="NOT RUN: root may write everywhere")
def test_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)

    result = CliRunner().invoke(main, ["new", "site", str(tmp_path / "papers")])

    assert result.exit_code == 1
    assert "Traceback" not in result.output
