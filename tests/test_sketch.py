"""Pages that need not be planned again, because all that they would be planned from is as before."""

import msgspec
import pytest
from archive import Archive
from factories import make_article

from builder.errors import Location
from builder.pages.article import ArticleInputs
from builder.pages.contexts import Link
from builder.pages.periods import PeriodInputs
from builder.pages.sketch import Identities, KnownPlan, Planned, PlannedPage, Sketch
from builder.store import Store

SLUGS = ["own", "other", "third", "fourth", "fifth", "sixth"]
OWN, OTHER, THIRD, FOURTH, FIFTH, SIXTH = (make_article(slug) for slug in SLUGS)
IDENTITIES = Identities({f"content/articles/{slug}.md": slug for slug in SLUGS})
"""As if each file held its own name."""

ARTICLE = ArticleInputs(
    article=OWN,
    targets=({"href": "articles/other/"},),
    tags=(Link(text="Logic", href="tags/logic/"),),
    related=(OTHER,),
    earlier=THIRD,
    later=FOURTH,
    neighbours_in="The Herald",
    series=(OWN, OTHER),
    named=(FIFTH,),
    translations=(THIRD,),
)
PERIOD = PeriodInputs(
    period=(1916, 10),
    articles=(OWN, OTHER),
    earlier=(1916, 9),
    later=(1916, 12),
    parts=(((1916, 10, 17), 1),),
    same_days=(((1917, 10, 17), 1),),
)
OTHERWISE: dict[str, object] = {
    "article": OTHER,
    "targets": ({"href": "articles/third/"},),
    "tags": (Link(text="logic", href="tags/logic/"),),
    "related": (THIRD,),
    "earlier": FOURTH,
    "later": None,
    "neighbours_in": "",
    "series": (OTHER, OWN),
    "named": (),
    "translations": (FOURTH,),
    "period": (1916, 11),
    "articles": (OTHER, OWN),
    "parts": (((1916, 10, 17), 2),),
    "same_days": (((1917, 10, 17), 2),),
}


@pytest.mark.parametrize(
    ("inputs", "field"),
    [(inputs, field) for inputs in (ARTICLE, PERIOD) for field in inputs.__struct_fields__],
)
def test_every_input_counts(inputs: ArticleInputs | PeriodInputs, field: str) -> None:
    """A page would be wrong for ever if one were forgotten."""
    other = msgspec.structs.replace(inputs, **{field: OTHERWISE[field]})

    assert inputs.fingerprint(IDENTITIES) != other.fingerprint(IDENTITIES)


def test_article_that_is_earlier_is_not_the_same_as_one_that_is_later() -> None:
    earlier = ArticleInputs(article=OWN, targets=(), tags=(), earlier=OTHER)
    later = ArticleInputs(article=OWN, targets=(), tags=(), later=OTHER)

    assert earlier.fingerprint(IDENTITIES) != later.fingerprint(IDENTITIES)


def test_one_text_in_two_files_is_two_articles() -> None:
    """The name of a file may give the slug."""
    copies = [make_article("a"), make_article("b")]
    identities = Identities({copy.file: "the same" for copy in copies})

    assert len(set(identities.of(copies))) == 2


def plan(made_from: str) -> tuple[Sketch, Planned]:
    """A sketch that must not be planned, and what came of it before."""

    def refuse() -> list[object]:
        raise AssertionError

    page = PlannedPage("a/", Location("content/articles/a.md", 2), False, "print")
    return Sketch("a/", made_from, refuse), Planned(made_from, (page,))  # type: ignore[arg-type]


def test_plan_is_recalled_by_output_by_inputs_and_by_what_all_share(archive: Archive) -> None:
    store = Store(None, "")
    sketch, planned = plan("inputs")
    KnownPlan(store, archive.public, "shared").remember({"a/": planned})

    assert KnownPlan(store, archive.public, "shared").recall(sketch) == planned
    assert KnownPlan(store, archive.public, "shared").recall(plan("others")[0]) is None
    assert KnownPlan(store, archive.public, "other").recall(sketch) is None
    assert KnownPlan(store, archive.folder, "shared").recall(sketch) is None


def test_page_comes_back_after_its_text_was_edited_and_edited_back(archive: Archive) -> None:
    """The short way rendered the page in between, from a text that the plan had not seen."""
    words = "word " * 40
    archive.article("a", body=f"{words}first")
    archive.article("b")
    archive.build()
    archive.article("a", body=f"{words}second")
    archive.build()
    archive.article("a", body=f"{words}first")
    archive.article("b", title="Other")

    archive.build()

    assert "first" in archive.read("articles/a/")
