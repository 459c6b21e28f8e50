"""Where the time of a build goes."""

from archive import Archive

from bench.profile import build_apart, copy_site, write_stages, write_templates


def test_every_template_is_timed_with_its_pages(archive: Archive) -> None:
    archive.article("one", tags=["a"])
    archive.article("two", tags=["a"])

    measured = build_apart(archive.folder, archive.public, ["-m", "builder"])

    (article,) = (time for time in measured.templates if time.template == "article.html")
    assert article.pages == 2
    assert article.seconds > 0
    assert "article.html" in write_templates(measured.templates)
    assert measured.seconds["total"] > measured.seconds["render"] > 0


def test_a_copy_has_sources_only(archive: Archive) -> None:
    archive.article("one")
    archive.build()
    copy_site(archive.folder, archive.folder / "copy")

    assert sorted(path.name for path in (archive.folder / "copy").iterdir()) == ["content", "site.toml"]


def test_stages_have_their_share() -> None:
    assert "render          3.000 s  75.0%" in write_stages({"load": 1.0, "render": 3.0, "total": 4.0})
