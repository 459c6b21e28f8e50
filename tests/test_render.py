"""Templates: closed over `page` and `site`, overridden by name, and their mistakes told with their place."""

import re
from pathlib import Path

import pytest
from archive import Archive

from builder.theme import default_templates, load_theme

TEMPLATES = sorted(default_templates().rglob("*.html"))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{% extends 'base.html' %}{% block main %}{{ now }}{% endblock %}", "names now"),
        ("{% include page.title %}", "not named literally"),
        ("{% extends 'basis.html' %}", "needs basis.html, which does not exist"),
        ("\n\n{% if %}", "Expected an expression"),
        ("{{ range(3) }}", "names range"),
    ],
)
def test_a_template_that_cannot_be_is_a_problem(archive: Archive, source: str, message: str) -> None:
    archive.write("templates/home.html", source)

    problem = archive.only_problem()

    assert problem.where.file == "templates/home.html"
    assert message in problem.message
    assert problem.hint


def test_a_syntax_error_names_its_line(archive: Archive) -> None:
    archive.write("templates/home.html", "{# one #}\n<p>\n{% if %}\n")

    assert archive.only_problem().where.line == 3


def test_an_error_while_rendering_names_template_line_and_article(archive: Archive) -> None:
    archive.article("dune")
    archive.write("templates/parts/source.html", "<aside>\n\n{{ page.colour }}\n</aside>\n")

    problem = archive.only_problem()

    assert str(problem.where) == "templates/parts/source.html:3"
    assert "colour" in problem.message
    assert "content/articles/dune.md" in problem.message


def test_every_failing_page_is_reported(archive: Archive) -> None:
    archive.article("one")
    archive.article("two")
    archive.write("templates/article.html", "{{ page.title + 1 }}")

    assert len(archive.problems()) == 2


def test_a_site_overrides_a_template_by_its_name(archive: Archive) -> None:
    archive.article("dune")
    archive.write("templates/parts/footer.html", "<footer>Our own words</footer>")
    archive.write(
        "templates/404.html", '{% extends "base.html" %}{% block main %}<h1>Lost</h1>{% endblock %}'
    )

    archive.build()

    assert "<h1>Lost</h1>" in archive.read("404.html")
    assert "<h1>" in archive.read("articles/dune/")


def test_a_site_overrides_and_adds_assets(archive: Archive) -> None:
    archive.write("templates/assets/site.css", "@import 'extra.css'; body { background: url(paper.png) }")
    archive.write("templates/assets/extra.css", "p { color: red }")
    archive.write("templates/assets/paper.png", b"\x89PNG")

    archive.build()

    assets = {re.sub(r"\.[0-9a-f]{10}\.", ".", file): data for file, data in archive.snapshot().items()}
    css = assets["assets/site.css"].decode()
    for name in re.findall(r"(?:url\(|@import ')([^)']+)", css):
        assert (archive.public / "assets" / name).is_file(), name
    assert re.search(r'href="\./assets/site\.[0-9a-f]{10}\.css"', archive.read(""))


def test_article_text_is_never_a_template(archive: Archive) -> None:
    trick = "{{ 7 * 7 }} {% include 'base.html' %} {{ page.title }}"
    archive.article(
        "trick", body=f"{trick}\n", title=trick, summary=trick, tags=["{{ 7 * 7 }}"], authors=[trick]
    )

    archive.build()

    everything = b"".join(
        data for name, data in archive.snapshot().items() if name.endswith(".html")
    ).decode()
    assert "{{ 7 * 7 }} {% include" in everything
    assert "49 " not in archive.body("trick")


@pytest.mark.parametrize("field", ["title", "deck", "byline", "publication", "section", "place"])
def test_markup_in_a_field_stays_text(archive: Archive, field: str) -> None:
    archive.article("trick", **{field: '<img src=x onerror="alert(1)">"&\''})

    archive.build()

    # Files of citations and JSON are no markup, and begin like none.
    for name, data in archive.snapshot().items():
        assert b"<img" not in data or name.endswith((".ris", ".bib", ".json")), name


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_says_what_it_receives(template: Path) -> None:
    assert template.read_text().startswith("{#")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_trusts_no_text_and_quotes_every_attribute(template: Path) -> None:
    source = template.read_text()

    assert "|safe" not in source.replace(" ", "")
    unquoted = re.sub(r'"[^"]*"', '""', re.sub(r"{[{%#].*?[}%#]}", "", source, flags=re.DOTALL))
    assert not re.search(r'<[^<>]*\s[\w-]+=(?!")', unquoted)
    assert not re.search(r"<[^<>]*\s(style|on\w+)=", unquoted)


def test_the_default_theme_is_whole() -> None:
    theme = load_theme(Path("/nonexistent"))

    assert theme.problems == ()
    for name in "base article dates day home listing month page redirect terms year 404".split():
        assert f"{name}.html" in theme.templates
