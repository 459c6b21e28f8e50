"""The pipeline as a whole: what is accounted for, what stays, what a failed build leaves alone."""

from pathlib import Path

import msgspec
import pytest
from archive import Archive

from builder.build import build
from builder.errors import BusyError, ConfigError, ContentError, PublishError
from builder.lock import lock_site
from builder.report import Options


def test_an_empty_archive_builds(archive: Archive) -> None:
    archive.build()

    assert "No articles yet" in archive.read("")
    assert archive.exists("tags/")
    assert archive.exists("dates/")


def test_every_article_is_built_or_left_out_with_a_reason(archive: Archive) -> None:
    archive.article("plain")
    archive.article("sketch", status="draft")
    archive.article("tomorrow", posted="2026-11-23")
    archive.article("today", posted="2026-11-22")
    archive.article("gone", status="withdrawn", withdrawn={"date": "2020-01-01", "reason": "Printed twice"})

    report = archive.build()

    assert report.articles == 2
    assert {skipped.path.rpartition("/")[2]: skipped.reason for skipped in report.skipped} == {
        "sketch.md": "draft",
        "tomorrow.md": "future: it is posted on 2026-11-23",
        "gone.md": "withdrawn: its page says so",
    }
    assert archive.exists("articles/today/")
    assert not archive.exists("articles/sketch/")
    assert not archive.exists("articles/tomorrow/")


def test_drafts_are_published_when_they_are_asked_for(archive: Archive) -> None:
    archive.article("sketch", status="draft")

    archive.build(drafts=True)

    assert "A draft" in archive.read("articles/sketch/")


def test_a_withdrawn_article_keeps_its_address_and_loses_its_text(archive: Archive) -> None:
    archive.article("better", tags=["bridges"])
    archive.article(
        "gone",
        body="A secret sentence.\n",
        summary="A secret summary.",
        tags=["bridges"],
        status="withdrawn",
        withdrawn={"date": "2020-01-01", "reason": "It was printed twice", "replaced_by": "better"},
    )

    archive.build()

    page = archive.read("articles/gone/")
    assert "It was printed twice" in page
    assert "../../articles/better/" in page
    assert 'content="noindex"' in page
    assert not any(b"secret" in data for data in archive.snapshot().values())
    assert "gone" not in archive.read("articles/better/")
    assert "articles/gone/" not in archive.read("sitemap.xml")


def test_all_problems_are_reported_together(archive: Archive) -> None:
    archive.article("one", kind="newpaper")
    archive.article("two", published="2026-02-30")
    archive.article("three", body="[x](article:nowhere)\n")
    archive.write("templates/parts/card.html", "{% macro card( %}")

    files = {problem.where.file for problem in archive.problems()}

    assert files == {
        "content/articles/one.md",
        "content/articles/two.md",
        "content/articles/three.md",
        "templates/parts/card.html",
    }


def test_what_each_room_finds_is_told(archive: Archive) -> None:
    """Errors and warnings, of whatever is read."""
    archive.article("head", kind="newpaper")
    archive.article("text", body="A [link](javascript:alert).\n")
    archive.article("terms-1", tags=["Storms"])
    archive.article("terms-2", tags=["storms"])
    archive.article("review", review=["the date"])
    archive.write("content/media/tool.exe", "")
    archive.write("content/tags.toml", "storms")
    archive.write("content/notes.txt", "")
    archive.write("templates/parts/own.html", b"\xff")
    archive.write("templates/parts/other.html", "{{ nothing }}")

    files = {problem.where.file for problem in archive.problems()}

    assert files == {
        "content/articles/head.md",
        "content/articles/text.md",
        "content/articles/terms-2.md",
        "content/articles/review.md",
        "content/media/tool.exe",
        "content/tags.toml",
        "content/notes.txt",
        "templates/parts/own.html",
        "templates/parts/other.html",
    }


def test_a_link_to_an_article_with_problems_is_not_a_second_problem(archive: Archive) -> None:
    archive.article("broken", kind="newpaper")
    archive.article("linking", body="[x](article:broken)\n", related=["broken"])

    assert archive.only_problem().where.file == "content/articles/broken.md"


def test_a_failed_build_changes_nothing(archive: Archive) -> None:
    archive.article("first")
    archive.build()
    before = archive.snapshot()

    archive.article("second", kind="nonsense")
    archive.problems()

    assert archive.snapshot() == before


class Editor:
    """Somebody who saves files while pages are being rendered."""

    def __init__(self, files: dict[Path, bytes]) -> None:
        self.files = files

    def progress(self, stage: str, done: int, total: int) -> None:
        """The moment for it."""
        if stage == "render":
            for file, data in self.files.items():
                file.write_bytes(data)


def test_media_that_change_during_the_build_are_not_published_under_their_old_names(archive: Archive) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="5">{}</svg>'
    house = archive.write("content/media/house.svg", drawing.format(10, ""))
    tree = archive.write("content/media/tree.svg", drawing.format(20, ""))
    archive.write("content/media/still.svg", drawing.format(30, ""))
    archive.build()
    before = archive.snapshot()
    archive.article("first")
    house.write_text(drawing.format(11, ""))
    tree.write_text(drawing.format(21, ""))
    editor = Editor({house: drawing.format(12, "").encode(), tree: drawing.format(22, "<script/>").encode()})

    with pytest.raises(ContentError) as caught:
        build(archive.folder, Options(jobs=1, today="2026-11-22"), editor)

    assert list(map(str, caught.value.problems)) == [
        f"content/media/{name}.svg: the file changed while the site was being built; run `fonds build` again"
        for name in ("house", "tree")
    ]
    assert archive.snapshot() == before
    tree.unlink()
    archive.build()
    published = [data for name, data in archive.snapshot().items() if name.startswith("media/")]
    assert sorted(published) == [house.read_bytes(), drawing.format(30, "").encode()]


def test_a_second_build_writes_nothing(archive: Archive) -> None:
    archive.article("first", tags=["a", "b/c"], published="1916-10-17")
    archive.build()

    assert archive.build().written == 0


def test_two_processes_build_what_one_builds(archive: Archive) -> None:
    for number in range(400):
        archive.article(f"piece-{number}", tags=[f"tag {number % 7}"], published=f"19{number % 90 + 10}-05")
    archive.build(jobs=1)
    alone = archive.snapshot()

    archive.build(jobs=2, output=archive.folder / "elsewhere")

    archive.public = archive.folder / "elsewhere"
    assert archive.snapshot() == alone


def test_the_order_of_files_on_the_disk_does_not_matter(archive: Archive, make_archive: object) -> None:
    slugs = ["b", "a", "d", "c"]
    for slug in slugs:
        archive.article(slug, published="1916", tags=["T", "t"])
    archive.build()
    other = Archive(archive.folder.parent / "other")
    for slug in reversed(slugs):
        other.article(slug, published="1916", tags=["T", "t"])

    other.build()

    assert other.snapshot() == archive.snapshot()


def test_a_deleted_article_leaves_nothing_behind(archive: Archive) -> None:
    archive.article("stays")
    path = archive.article("goes", tags=["only here"], published="1916-10-17")
    archive.build()

    path.unlink()
    report = archive.build()

    assert report.deleted > 0
    assert not (archive.public / "articles" / "goes").exists()
    assert not (archive.public / "tags" / "only-here").exists()
    assert not (archive.public / "dates" / "1916").exists()


def test_a_redirect_follows_an_article_whose_file_was_renamed(archive: Archive) -> None:
    """The bytes of the file are the same, its slug is not."""
    archive.article("one", title="Floods", aliases=["/old/"])
    archive.build()
    (archive.folder / "content/articles/one.md").rename(archive.folder / "content/articles/two.md")

    archive.build()

    assert "articles/two/" in archive.read("old/")
    assert "articles/one/" not in archive.read("old/")


def test_strict_refuses_warnings(archive: Archive) -> None:
    archive.article("doubtful", review=["Is this the date?"])
    assert len(archive.build().warnings) == 1

    messages = [problem.message for problem in archive.problems(strict=True)]

    assert any("Is this the date?" in message for message in messages)
    assert "`published` is not stated" in messages


def test_a_second_build_at_the_same_time_is_refused(archive: Archive) -> None:
    archive.article("first")

    with lock_site(archive.folder / ".cache"), pytest.raises(BusyError, match="process"):
        archive.build()


@pytest.mark.parametrize("output", [".", "..", "content", "templates/x", ".cache"])
def test_the_output_never_covers_the_sources(archive: Archive, output: str) -> None:
    archive.write("site.toml", f'[site]\ntitle = "T"\n[build]\noutput = "{output}"\n')

    with pytest.raises(ConfigError, match="over the site's own files"):
        archive.build()


def test_what_is_wrong_in_site_toml_content_and_theme_is_told_at_once(archive: Archive) -> None:
    archive.write("site.toml", '[site]\ntitel = "T"\n[[menu]]\nlabel = "About"\nroute = "/about/"\n')
    archive.article("first", kind="leaflet")
    archive.article("second", body="A [link](article:nowhere).\n")
    archive.write("content/articles/third.md", "no front matter")
    archive.write("templates/day.html", "{% if %}")

    files = [problem.where.file for problem in archive.problems()]

    assert set(files) == {
        "site.toml",
        "content/articles/first.md",
        "content/articles/third.md",
        "templates/day.html",
    }


def test_a_folder_that_is_no_site_stays_as_it_is(archive: Archive) -> None:
    (archive.folder / "site.toml").unlink()

    with pytest.raises(ConfigError, match="no site"):
        archive.build()
    assert not (archive.folder / ".cache").exists()


def test_a_full_disk_is_told_and_nothing_is_published(archive: Archive) -> None:
    archive.article("first")
    archive.build()
    before = archive.snapshot()
    archive.article("second", body="words " * 30_000)

    result = archive.fonds("build", prepare=_allow_small_files_only)

    assert result.returncode == 1, result.stderr
    assert "File too large" in result.stderr
    assert "Traceback" not in result.stderr
    assert archive.snapshot() == before


def _allow_small_files_only() -> None:
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))


def test_the_clock_reaches_the_output_as_a_day_only(archive: Archive) -> None:
    archive.article("first", posted="2020-01-01")
    archive.build(today="2026-11-22")
    before = archive.snapshot()

    archive.build(today="2027-11-22")

    assert archive.snapshot() == before


def test_today_is_read_in_the_time_zone_of_the_site(archive: Archive) -> None:
    archive.write("site.toml", '[site]\ntitle = "T"\ntimezone = "Pacific/Kiritimati"\n')
    archive.article("first")

    assert build(archive.folder, Options(jobs=1)).articles == 1


def test_the_report_counts_seconds_for_each_stage(archive: Archive) -> None:
    report = archive.build()

    assert set(report.seconds) == {
        "load",
        "markup",
        "pages",
        "render",
        "search",
        "exports",
        "publish",
        "total",
    }
    assert report.seconds["total"] > 0
    assert msgspec.json.encode(report)


def test_a_missing_theme_says_what_to_do(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.theme.default_templates", lambda: archive.folder / "nowhere" / "templates")

    with pytest.raises(PublishError, match="install Fonds again"):
        archive.build()
