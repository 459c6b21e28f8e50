"""Why a page was rendered: the inputs that differ, by name."""

import json

import pytest
from archive import Archive
from test_retouch import took_the_short_way, wait_for_the_clock

from builder.errors import UnknownPageError
from builder.explain import NEW, TAMPERED, WIDTH, _list_in_lines, explain_page, tell_in_lines


@pytest.fixture
def built(archive: Archive) -> Archive:
    """Three articles of one tag."""
    for number in range(3):
        archive.article(f"piece-{number}", tags=["bridges"], published=f"191{number}", body="word " * 40)
    archive.build()
    return archive


def reasons(archive: Archive, **options: object) -> dict[str, tuple[str, ...]]:
    """Why each page of a build was rendered."""
    return {reason.route: reason.because for reason in archive.build(**options).reasons}


def test_first_build_makes_new_pages(archive: Archive) -> None:
    archive.article("piece")

    found = reasons(archive)

    assert found["articles/piece/"] == (NEW,)
    assert set(found.values()) == {(NEW,)}


def test_text_is_named(built: Archive) -> None:
    built.article("piece-1", tags=["bridges"], published="1911", body="word " * 41)

    assert reasons(built) == {"articles/piece-1/": ("page.body",)}


def test_title_is_named_wherever_it_is_shown(built: Archive) -> None:
    built.article("piece-1", title="Storm", tags=["bridges"], published="1911", body="word " * 40)

    found = reasons(built)

    assert found["articles/piece-1/"] == ("page.title", "page.piece")
    assert found["tags/bridges/"] == ("page.groups",)
    assert set(found["articles/piece-0/"]) == {"page.related", "page.later"}
    assert "authors/" not in found


def test_template_is_named_with_all_pages_that_include_it(built: Archive) -> None:
    built.write("templates/parts/kicker.html", "kicker")

    found = reasons(built)

    assert found == {f"articles/piece-{number}/": ("template parts/kicker.html",) for number in range(3)}


def test_what_all_pages_share_is_named(built: Archive) -> None:
    built.write("site.toml", '[site]\ntitle = "Other"\nbase_url = "https://archive.example/"\n')

    found = reasons(built)

    # An archive is named in citations too.
    assert set(found["articles/piece-0/"]) == {"site.title", "page.piece"}
    assert set(found[""]) == {"site.title", "page.title"}


def test_output_that_was_touched_is_named(built: Archive) -> None:
    (built.public / "articles/piece-0/index.html").write_text("other")

    assert reasons(built) == {"articles/piece-0/": (TAMPERED,)}


def test_a_page_is_explained_by_its_route(built: Archive) -> None:
    built.article("piece-1", title="Storm", tags=["bridges"], published="1911", body="word " * 40)
    built.build()

    for written in ("/tags/bridges/", "tags/bridges", "/tags/bridges/index.html"):
        lines = tell_in_lines(explain_page(built.folder, written, None))
        assert lines[0] == "/tags/bridges/"
        assert "content/articles/piece-2.md:2" in lines[1]
        assert lines[2].startswith("  template    listing.html, with base.html, ")
        assert lines[-1] == "  rendered    because of page.groups"


def test_long_lists_are_told_in_lines_that_a_terminal_shows(built: Archive) -> None:
    """Each name stands whole, and below the first."""
    built.write("site.toml", '[site]\ntitle = "Other"\nlanguage = "de"\n[theme]\nfooter = "Words"\n')
    for part in ("credit", "kicker", "source", "contents", "history"):
        built.write(f"templates/parts/{part}.html", "")
    found = reasons(built)

    lines = tell_in_lines(explain_page(built.folder, "/articles/piece-0/", None))

    assert max(map(len, lines)) <= WIDTH
    template = next(number for number, line in enumerate(lines) if line.startswith("  template    "))
    rendered = next(number for number, line in enumerate(lines) if line.startswith("  rendered    "))
    assert template + 1 < rendered < len(lines) - 1
    assert all(line.startswith(" " * 14) for line in lines[template + 1 : rendered] + lines[rendered + 1 :])
    parts = " ".join(line.strip() for line in lines[template:rendered])
    assert parts.startswith(
        "template    article.html, with base.html, parts/card.html, parts/contents.html, "
    )
    reasons_told = " ".join(line.strip() for line in lines[rendered:]).partition("because of ")[2]
    assert reasons_told.split(", ") == list(found["articles/piece-0/"])


@pytest.mark.parametrize("length", [1, 60, 86, 87, 200])
def test_no_name_is_broken(length: int) -> None:
    """One that is wider than a line stands on a line of its own."""
    name = "x" * length

    lines = _list_in_lines("template", ["a.html", name, "b.html"])

    assert " ".join(line.strip() for line in lines) == f"template    a.html, {name}, b.html"
    assert all(len(line) <= WIDTH for line in lines if name not in line)


def test_unknown_route_is_told_with_the_nearest(built: Archive) -> None:
    with pytest.raises(
        UnknownPageError, match=r'no page has the route /tags/bridge/; did you mean "tags/bridges/"'
    ):
        explain_page(built.folder, "/tags/bridge/", None)


def test_page_that_is_gone_is_unknown(built: Archive) -> None:
    (built.folder / "content/articles/piece-1.md").unlink()
    built.build()

    for route in ("/articles/piece-1/", "/dates/1911/"):
        with pytest.raises(UnknownPageError, match="no page has the route"):
            explain_page(built.folder, route, None)
    assert explain_page(built.folder, "/articles/piece-0/", None).route == "/articles/piece-0/"


def test_page_that_comes_back_is_new(built: Archive) -> None:
    """What it was made from before it went explains nothing."""
    built.article("piece-1", tags=["bridges"], published="1911", body="word " * 40, status="draft")
    built.build()
    built.article("piece-1", tags=["bridges"], published="1911", body="word " * 40)

    assert reasons(built)["articles/piece-1/"] == (NEW,)


def test_alias_that_is_gone_is_unknown_though_no_page_was_rendered(archive: Archive) -> None:
    """Nobody but its redirect showed it."""
    archive.article("piece", aliases=["/old/"])
    archive.build()
    archive.article("piece")

    assert archive.build().rendered == 0
    with pytest.raises(UnknownPageError):
        explain_page(archive.folder, "/old/", None)


def test_pages_that_were_not_rendered_are_known_still(built: Archive) -> None:
    """By the short way only those of changed texts are looked at."""
    wait_for_the_clock(built)
    built.article("piece-1", tags=["bridges"], published="1911", body="word " * 41)

    assert took_the_short_way(built.build())
    assert explain_page(built.folder, "/articles/piece-0/", None).route == "/articles/piece-0/"
    assert explain_page(built.folder, "/404.html", None).route == "/404.html"
    assert explain_page(built.folder, "/", None).route == "/"


def test_traces_of_other_outputs_stay(built: Archive) -> None:
    """Each output has its own."""
    other = built.folder / "other"
    built.build(output=other)
    (built.folder / "content/articles/piece-1.md").unlink()
    built.build(output=other)

    assert explain_page(built.folder, "/articles/piece-1/", None).route == "/articles/piece-1/"
    with pytest.raises(UnknownPageError):
        explain_page(built.folder, "/articles/piece-1/", other)


def test_site_that_was_never_built_is_told(archive: Archive) -> None:
    with pytest.raises(UnknownPageError, match="run `fonds build` first"):
        explain_page(archive.folder, "/", None)


def test_command_line_says_why(built: Archive) -> None:
    built.article("piece-1", tags=["bridges"], published="1911", body="word " * 41)

    told = built.fonds("build", "--explain")
    asked = built.fonds("explain", "/articles/piece-1/")
    unknown = built.fonds("explain", "/nowhere/")

    assert told.stderr == "/articles/piece-1/: page.body\n"
    assert asked.stdout.splitlines()[-1] == "  rendered    because of page.body"
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert unknown.stderr.startswith("error: no page has the route /nowhere/")


def test_an_explanation_is_data_for_programs(built: Archive) -> None:
    told = json.loads(built.fonds("explain", "articles/piece-1", "--json").stdout)

    assert told["route"] == "/articles/piece-1/"
    assert told["origin"].startswith("content/articles/piece-1.md")
    assert told["template"] == "article.html"
    assert "base.html" in told["parts"]
    assert told["because"] == [NEW]


def test_a_page_that_is_not_there_is_told_to_programs_too(built: Archive) -> None:
    (problem,) = json.loads(built.fonds("explain", "/nowhere/", "--json").stdout)["problems"]

    assert "no page has the route /nowhere/" in problem["message"]
