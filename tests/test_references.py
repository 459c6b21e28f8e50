"""Links between pieces of content, resolved or reported."""

from collections.abc import Mapping

import pytest
from factories import make_article, make_body, make_content, make_library, make_page, withdraw

from builder.errors import Location, Problem
from builder.model import Article, Body, ContentRecord, MediaFile, Reference, ReferenceKind, StandingPage
from builder.references import Resolved, missing_routes, resolve_references
from builder.report import Skipped
from builder.routes import UrlStyle

PIECE = "content/articles/piece.md"
DUNE = make_article("dune")
DUNE_BODY = make_body(ids=("t-part-two", "t-Übung"))


def link(kind: ReferenceKind, target: str, fragment: str = "") -> Reference:
    """A link on line 12."""
    return Reference(kind=kind, target=target, fragment=fragment, written=f"{kind}:{target}", line=12)


def resolve(
    *references: Reference,
    piece: Article | None = None,
    others: tuple[Article, ...] = (DUNE,),
    pages: tuple[StandingPage, ...] = (),
    bodies: Mapping[str, Body] = {DUNE.file: DUNE_BODY},
    style: UrlStyle = "pretty",
    **content: object,
) -> Resolved:
    """What becomes of the references of `piece`."""
    piece = piece or make_article("piece")
    records: tuple[ContentRecord, ...] = (piece, *others, *pages)
    everybody = {record.file: bodies.get(record.file, make_body()) for record in records}
    everybody[PIECE] = make_body(references=references)
    loaded = make_content((piece, *others), pages, **content)  # type: ignore[arg-type]
    return resolve_references(loaded, make_library(piece, *others), everybody, style)


def only_problem(resolved: Resolved) -> Problem:
    """The one finding; the link has no target."""
    (problem,) = resolved.problems
    assert resolved.targets[PIECE] in ((), ({},))
    return problem


def test_slug_leads_to_its_article() -> None:
    """By its permalink, relative to the root of the site."""
    resolved = resolve(link("article", "dune"))

    assert resolved.targets[PIECE] == ({"href": "articles/dune/"},)
    assert resolved.targets[DUNE.file] == ()
    assert resolved.problems == ()


def test_explicit_urls_name_the_file() -> None:
    """So that a site can be read from a disk."""
    resolved = resolve(link("article", "dune", "part-two"), style="explicit")

    assert resolved.targets[PIECE] == ({"href": "articles/dune/index.html#t-part-two"},)


def test_link_to_no_article_is_an_error() -> None:
    """At its line, with the nearest slug."""
    problem = only_problem(resolve(link("article", "dunes")))

    assert problem == Problem(
        Location(PIECE, 12), "the link 'article:dunes' leads to no article", 'did you mean "dune"?'
    )


def test_link_to_nothing_near_says_what_to_write() -> None:
    """A guess that is far off would mislead."""
    assert only_problem(resolve(link("article", "xyzzy"))).hint == "write the slug of an article"


@pytest.mark.parametrize("kind", ["article", "file"])
def test_link_to_a_draft_names_the_reason(kind: ReferenceKind) -> None:
    """The article is there, but it is left out."""
    draft = Skipped(path="content/articles/sand.md", reason="draft", slug="sand")
    target = "sand" if kind == "article" else draft.path
    problem = only_problem(resolve(link(kind, target), skipped=(draft,)))

    assert "left out (draft)" in problem.message
    assert problem.hint == "publish it, or take the link out"


@pytest.mark.parametrize("kind", ["article", "file"])
def test_link_to_a_file_with_problems_is_no_further_problem(kind: ReferenceKind) -> None:
    """That file is the one to mend."""
    target = "sand" if kind == "article" else "content/articles/sand.md"
    resolved = resolve(link(kind, target), unread=frozenset({"content/articles/sand.md"}))

    assert resolved.problems == ()
    assert resolved.targets[PIECE] == ({},)


def test_file_leads_to_its_page() -> None:
    """An article's or a standing page's."""
    resolved = resolve(
        link("file", DUNE.file), link("file", "content/pages/about.md"), pages=(make_page("about"),)
    )

    assert resolved.targets[PIECE] == ({"href": "articles/dune/"}, {"href": "about/"})


def test_link_to_no_file_is_an_error() -> None:
    """With the nearest file."""
    problem = only_problem(resolve(link("file", "content/articles/dun.md")))

    assert problem.message.endswith("leads to no content file")
    assert problem.hint == 'did you mean "content/articles/dune.md"?'


@pytest.mark.parametrize(
    ("fragment", "place"),
    [
        ("part-two", "t-part-two"),
        ("Part-Two", "t-part-two"),
        ("Übung", "t-%C3%9Cbung"),
        ("t-part-two", "t-part-two"),
    ],
)
@pytest.mark.parametrize(
    ("kind", "target"), [("article", "dune"), ("file", DUNE.file), ("route", "articles/dune")]
)
def test_fragment_leads_to_a_place(kind: ReferenceKind, target: str, fragment: str, place: str) -> None:
    """However the page is named, and in whatever case the place."""
    resolved = resolve(link(kind, target, fragment))

    assert resolved.targets[PIECE] == ({"href": f"articles/dune/#{place}"},)


@pytest.mark.parametrize(
    ("kind", "target"), [("article", "dune"), ("file", DUNE.file), ("route", "articles/dune/")]
)
def test_fragment_that_leads_nowhere_is_an_error(kind: ReferenceKind, target: str) -> None:
    """With the nearest place."""
    problem = only_problem(resolve(link(kind, target, "part-too")))

    assert problem.severity == "error"
    assert f"leads to no place of {DUNE.file}: it has no #part-too" in problem.message
    assert problem.hint == 'did you mean "part-two"?'


def test_fragment_of_a_piece_from_elsewhere_is_a_warning() -> None:
    """The old site may have had that place; the text stays without the link."""
    piece = make_article("piece", publication="The Times")
    problem = only_problem(resolve(link("article", "dune", "gone"), piece=piece))

    assert problem.severity == "warning"
    assert "the text stays without it" in problem.message


def test_tombstone_has_no_places() -> None:
    """The body is gone, the page is not."""
    resolved = resolve(link("article", "dune", "part-two"), others=(withdraw(DUNE),))

    assert resolved.targets[PIECE] == ({"href": "articles/dune/"},)
    assert resolved.problems == ()


def test_media_have_their_size() -> None:
    """So that the page does not jump while it loads."""
    media = (
        MediaFile(file="content/media/map.png", route="media/map.0a1b.png", digest="", width=3, height=2),
        MediaFile(file="content/media/report.pdf", route="media/report.0a1b.pdf", digest=""),
    )
    resolved = resolve(link("media", media[0].file), link("media", media[1].file), media=media)
    image, document = resolved.targets[PIECE]

    assert (image["src"], image["width"], image["height"]) == ("media/map.0a1b.png", "3", "2")
    assert document["href"] == "media/report.0a1b.pdf"
    assert "width" not in document


def test_missing_media_are_an_error() -> None:
    """With the nearest file."""
    media = (MediaFile(file="content/media/map.png", route="media/map.0a1b.png", digest=""),)
    problem = only_problem(resolve(link("media", "content/media/mapp.png"), media=media))

    assert "there is no file 'content/media/mapp.png'" in problem.message
    assert problem.hint == 'did you mean "content/media/map.png"?'


@pytest.mark.parametrize(
    ("written", "href"),
    [
        ("tags", "tags/"),
        ("tags/", "tags/"),
        ("", ""),
        ("feed.atom", "feed.atom"),
        ("archive.jsonl.gz", "archive.jsonl.gz"),
    ],
)
def test_route_is_checked_when_all_pages_are_planned(written: str, href: str) -> None:
    """A folder may be written without its slash."""
    resolved = resolve(link("route", written))

    assert resolved.targets[PIECE] == ({"href": href},)
    (found,) = resolved.route_links
    assert (found.where, found.route) == (Location(PIECE, 12), href)


def test_link_to_no_route_is_an_error() -> None:
    """With the nearest page."""
    resolved = resolve(link("route", "tags"), link("route", "tagz"), link("route", ""))
    planned = frozenset({"index.html", "tags/index.html"})

    (problem,) = missing_routes(resolved.route_links, planned)

    assert problem == Problem(
        Location(PIECE, 12), "the link 'route:tagz' leads to no page of the site", 'did you mean "tags/"?'
    )


@pytest.mark.parametrize(
    ("key", "piece"),
    [
        ("related", make_article("piece", related=("dune", "dunes"), key_lines={"related": 3})),
        ("withdrawn", withdraw(make_article("piece", key_lines={"withdrawn": 3}), replaced_by="dunes")),
    ],
)
def test_slug_of_the_front_matter_must_be_an_articles(key: str, piece: Article) -> None:
    """The problem stands at its key."""
    problem = only_problem(resolve(piece=piece))

    assert problem == Problem(
        Location(PIECE, 3), f"`{key}: dunes` leads to no article", 'did you mean "dune"?'
    )


def test_slugs_that_lead_somewhere_are_no_problem() -> None:
    """Front matter and body alike."""
    piece = withdraw(make_article("piece", related=("dune",)), replaced_by="dune")

    assert resolve(link("article", "dune"), piece=piece).problems == ()


def test_every_problem_is_reported() -> None:
    """Not the first only."""
    resolved = resolve(link("article", "x"), link("file", "y"), link("media", "z"))

    assert len(resolved.problems) == 3
    assert resolved.targets[PIECE] == ({}, {}, {})
