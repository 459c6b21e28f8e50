"""Templates of a theme in one process."""

from types import SimpleNamespace

import jinja2
import pytest
from archive import Archive

from builder import render, templating
from builder.templating import Templates

SOURCES = {
    "page.html": '{% include "part.html" %}\n{{ page.extra.note }}',
    "part.html": "<b>{{ page.title }}</b>",
}


def test_flat_and_other_pages_are_the_same_bytes(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole default theme, over an archive with something of everything."""
    for number in range(6):
        archive.article(
            f"piece-{number}",
            title="Storm & <calm>",
            body="## One\n\nText[^1].\n\n## Two\n\n## Three\n\n[^1]: Note.\n",
            tags=["bridges/iron", f"tag {number % 2}"],
            authors=["Ada Ensor", "Jan Berg"],
            publication="The Herald",
            published=f"19{number}6-10-17",
            archived=[{"url": "https://web.example/1", "date": "2020-01-01"}],
            series={"name": "Bridges", "number": number + 1},
            note="A *note*.",
            corrections=[{"date": "2021-01-01", "text": "A name."}],
            provenance=[{"event": "reprinted", "agent": "The Courier", "date": "1917"}],
        )
    archive.build()
    as_they_stand = archive.snapshot()
    (archive.folder / "public").rename(archive.folder / "before")

    monkeypatch.setattr(templating, "MANY", 0)
    render._templates.cache_clear()
    archive.build()

    assert archive.snapshot() == as_they_stand


def test_attribute_that_is_a_key_is_found_by_flat_templates_too() -> None:
    """Jinja looks for both; the theme's own data are keys."""
    page = {"title": "A & B", "extra": {"note": "x"}}

    assert Templates(SOURCES, many=0).render("page.html", page, {}) == "<b>A &amp; B</b>x"


def test_flat_template_escapes_every_sign() -> None:
    """As the template as it stands does, also where a sign is the only one."""
    for sign in "&<>\"'":
        page = SimpleNamespace(title=f"A {sign}", extra=SimpleNamespace(note=sign))
        flat, plain = (Templates(SOURCES, many=many).render("page.html", page, {}) for many in (0, 1))
        assert flat == plain
        assert f"A {sign}<" not in flat


def test_flat_template_that_fails_says_where() -> None:
    """The template as it stands is what a maintainer can mend."""
    with pytest.raises(jinja2.UndefinedError, match="'dict object' has no attribute 'title'") as caught:
        Templates(SOURCES, many=0).render("page.html", {}, {})

    assert "part.html" in {str(entry.frame.code.path) for entry in caught.traceback}
