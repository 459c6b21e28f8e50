"""Bodies that an earlier build has rendered, and what they are known by."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from factories import make_article, make_page, stage_text

from builder.markup import KnownBodies, render_bodies
from builder.model import Article, Body, ContentRecord, Source
from builder.staging import without_place
from builder.store import Store, StoreDamagedError


def render_all(staging: Path, store: Store, *records: ContentRecord) -> list[Body]:
    """The bodies of a build's records."""
    with ThreadPoolExecutor(1) as executor:
        known = KnownBodies(records, "markdown", store)
        return render_bodies(known, staging, executor, lambda done, total: None)


def recall(store: Store, *records: ContentRecord) -> dict[str, Body]:
    """What is known of records."""
    return KnownBodies(records, "markdown", store).recall()


@pytest.fixture
def store() -> Store:
    """A store that nothing has been written to."""
    return Store(None, "tests")


@pytest.fixture
def article(tmp_path: Path) -> Article:
    """An article whose text is staged."""
    return stage_text(tmp_path, make_article("dune", note="A note."), "Some *words*.")


def test_body_is_recalled_without_its_text(tmp_path: Path, store: Store, article: Article) -> None:
    """The text lies in a staging folder that ended with its build."""
    (body,) = render_all(tmp_path, store, article)
    later = msgspec.structs.replace(article, text=without_place(article.text))

    (recalled,) = recall(store, later).values()

    assert recalled == msgspec.structs.replace(
        body, html=without_place(body.html), words=without_place(body.words)
    )
    assert store.read_one("html", recalled.html.digest) == b"<p>Some <em>words</em>.</p>"
    assert render_all(tmp_path / "nowhere", store, later) == [recalled]


def test_bodies_are_recalled_by_their_files(tmp_path: Path, store: Store, article: Article) -> None:
    """Of those that are not known, nothing is said."""
    page = stage_text(tmp_path, make_page("about"), "We.")
    other = stage_text(tmp_path, make_article("sand"), "Sand.")
    render_all(tmp_path, store, article, page)

    assert list(recall(store, other, page, article)) == [page.file, article.file]


def test_bodies_come_in_the_order_of_the_records(tmp_path: Path, store: Store, article: Article) -> None:
    """Whichever of them were known before."""
    other = stage_text(tmp_path, make_article("sand", summary="Sand."), "Sand.")
    render_all(tmp_path, store, other)

    bodies = render_all(tmp_path, store, article, other)

    assert [body.summary for body in bodies] == ["Some words.", "Sand."]


@pytest.mark.parametrize(
    "change",
    [
        {"text_line": 6},
        {"note": "Another note."},
        {"summary": "A summary."},
        {"extent": "excerpt"},
        {"format": "plain"},
        {"source": Source(publication="The Herald")},
        {"source": Source(original_url="https://herald.example/dune")},
        {"file": "content/articles/sub/dune.md"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_body_is_another_where_what_it_depends_on_is(
    tmp_path: Path, store: Store, article: Article, change: dict[str, object]
) -> None:
    render_all(tmp_path, store, article)

    assert recall(store, msgspec.structs.replace(article, **change)) == {}


def test_body_is_another_where_the_text_or_the_engine_is(
    tmp_path: Path, store: Store, article: Article
) -> None:
    render_all(tmp_path, store, article)

    assert recall(store, stage_text(tmp_path, article, "Other words.")) == {}
    assert KnownBodies([article], "commonmark", store).recall() == {}


def test_body_does_not_depend_on_what_its_page_shows_beside_it(
    tmp_path: Path, store: Store, article: Article
) -> None:
    """Title and tags are the page's business."""
    render_all(tmp_path, store, article)
    retitled = msgspec.structs.replace(article, title="Sand", tags=("deserts",), slug="sand")

    assert list(recall(store, retitled)) == [article.file]


def test_known_text_without_a_known_body_is_a_broken_promise(store: Store, article: Article) -> None:
    """There is nothing that the body could be rendered from."""
    later = msgspec.structs.replace(article, text=without_place(article.text))

    with pytest.raises(StoreDamagedError, match="its body is not"):
        render_all(Path("nowhere"), store, later)


def test_bodies_of_earlier_builds_are_forgotten_once_they_are_the_most(tmp_path: Path, store: Store) -> None:
    """As many as are used may stay, for who takes an edit back."""
    editions = [stage_text(tmp_path, make_article("dune"), f"Edition {number}.") for number in range(4)]
    for edition in editions:
        render_all(tmp_path, store, edition)
    (body,) = render_all(tmp_path, store, editions[-1])

    KnownBodies([editions[-1]], "markdown", store).forget_others([body])

    assert [len(recall(store, edition)) for edition in editions] == [0, 0, 0, 1]
    assert store.read_one("html", body.html.digest) == b"<p>Edition 3.</p>"
