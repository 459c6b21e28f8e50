"""Routes, and the gate to output paths."""

import json
import os.path
import unicodedata
from contextlib import suppress
from urllib.parse import unquote, urljoin

import pytest
from archive import shared
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.routes import (
    LONGEST_ROUTE,
    checked_route,
    checked_segment,
    claim_of,
    file_of,
    href_of,
    root_of,
)

REFUSED = {
    "": "empty",
    " ": "empty",
    "/": "empty",
    "..": "leaves the site",
    "../x": "leaves the site",
    "a/../b": "leaves the site",
    "/../../etc/passwd": "leaves the site",
    "..\\x": "cannot stand in it",
    "//evil.example/": "empty part",
    "a//b": "empty part",
    ".": "begins or ends with a dot",
    "a/./b": "begins or ends with a dot",
    "a./b": "begins or ends with a dot",
    "a/b ": "",
    "a /b": "begins or ends with a dot or a space",
    "... /x": "begins or ends with a dot or a space",
    "C:/x": "cannot stand in it",
    "https://old.example/a/": "cannot stand in it",
    "?p=1": "cannot stand in it",
    "a%2e%2e/b": "cannot stand in it",
    "a\0b": "cannot stand in it",
    "a\nb": "cannot stand in it",
    "a\x7fb": "cannot stand in it",
    "a\u202eb": "cannot stand in it",
    "a\ud800b": "cannot stand in it",
    "con": "device on Windows",
    "a/NUL.txt": "device on Windows",
    "com1.html": "device on Windows",
    "COM¹": "device on Windows",
    "aux .txt": "device on Windows",
    "conin$": "device on Windows",
    ".fonds-manifest.json": "for itself",
    ".Fonds-Manifest.JSON": "for itself",
    ".fonds-staging/x/": "for itself",
    "a/b.html.fonds-new": "for itself",
    "é" * 128: "longer than 255 bytes",
    "a/" * 600: "too long",
}


@pytest.mark.parametrize("text", [text for text, reason in REFUSED.items() if reason])
def test_a_path_that_could_do_harm_is_no_route(text: str) -> None:
    """Each says why, and quotes no more than fits a line."""
    with pytest.raises(ValueError, match=r"is not a route") as caught:
        checked_route(text)

    assert REFUSED[text] in str(caught.value)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("/1916/10/dune/", "1916/10/dune/"),
        ("1916/dune.html", "1916/dune.html"),
        (" a b/c ", "a b/c"),
        ("e\N{COMBINING ACUTE ACCENT}", "é"),
        ("..a/b..c", "..a/b..c"),
        ("console/", "console/"),
        (".well-known/fonds-x", ".well-known/fonds-x"),
    ],
)
def test_an_honest_path_is_a_route(text: str, route: str) -> None:
    """Without the slash before it, composed, and otherwise as written."""
    assert route == checked_route(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is empty"),
        (" ", "it is empty"),
        ("a/b", "it holds a slash"),
        ("../x", "it holds a slash"),
        ("..", "it leaves the site"),
        ("a.", "begins or ends with a dot"),
        ("x" * 300, "longer than 255 bytes"),
    ],
)
def test_a_slug_is_one_name(text: str, reason: str) -> None:
    """An article has a folder of its own, right below articles/."""
    with pytest.raises(ValueError, match=reason):
        checked_segment(text)


def assert_stays_inside(text: str) -> None:
    """What passes the gate is a file below the output folder, on this system and on Windows."""
    root = "/srv/public"
    with suppress(ValueError):
        route = checked_route(text)

        assert os.path.commonpath([root, os.path.normpath(f"{root}/{file_of(route)}")]) == root
        assert file_of(route) == os.path.normpath(file_of(route))
        assert "\\" not in route
        assert ":" not in route
        assert unicodedata.is_normalized("NFC", route)
        assert len(route.encode()) <= LONGEST_ROUTE
    with suppress(ValueError):
        assert "/" not in checked_segment(text)


@settings(deadline=None)
@given(st.text() | st.text("./\\:~ \0a\u2025․．／", max_size=12))
@example("..\N{COMBINING LONG SOLIDUS OVERLAY}/x")
@example("\x1c/x")
def test_no_path_leads_out(text: str) -> None:
    """Whatever a content file names."""
    assert_stays_inside(text)


def test_no_naughty_string_leads_out() -> None:
    """The Big List of Naughty Strings, bare and as parts of paths."""
    for text in json.loads(shared("suites", "blns", "blns.json").read_text(encoding="utf-8")):
        for path in (text, f"../{text}", f"a/{text}/b", f"{text}/../..", f"/{text}"):
            assert_stays_inside(path)


def test_a_folder_holds_an_index() -> None:
    """Servers and file systems agree on what a route with a slash is."""
    assert [file_of(route) for route in ("", "a/", "a/b.html")] == ["index.html", "a/index.html", "a/b.html"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dune/", "dune/"),
        ("straße/", "STRASSE/"),
        ("é/", "e\N{COMBINING ACUTE ACCENT}/"),
        ("É/", "e\N{COMBINING ACUTE ACCENT}/"),
        ("a/", "a/index.html"),
        ("", "INDEX.HTML"),
    ],
)
def test_routes_that_fold_to_one_file_are_one_claim(one: str, other: str) -> None:
    """A disk that ignores case must not lose a page."""
    assert claim_of(one) == claim_of(other)


def test_explicit_links_name_their_file() -> None:
    """A site on a disk has no server to look for index.html."""
    assert (href_of("a/", "pretty"), href_of("a/", "explicit")) == ("a/", "a/index.html")
    assert href_of("a/b.html", "explicit") == "a/b.html"


@settings(deadline=None)
@given(st.text(min_size=1))
def test_a_link_leads_to_its_route(text: str) -> None:
    """Encoded links are pure ASCII, and decode to what they mean."""
    with suppress(ValueError):
        route = checked_route(text)
        href = href_of(route, "pretty")

        assert href.isascii()
        assert route == unquote(href)
        assert urljoin("https://archive.example/root/", href).startswith("https://archive.example/root/")


@pytest.mark.parametrize("route", ["", "404.html", "a/", "articles/dune/", "a/b/c.html"])
def test_every_page_finds_the_way_back(route: str) -> None:
    """From a page to the root, wherever the site was put."""
    base = "https://archive.example/some/prefix/"

    assert base == urljoin(base + route, root_of(route))
