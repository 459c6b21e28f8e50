"""What stands beside an article, because it has much in common."""

import random
import time

from factories import make_article, withdraw
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.model import Article
from builder.related import MOST, relate
from builder.store import Store


def related(*articles: Article) -> dict[str, list[str]]:
    """Slugs related to each, the articles in the order given."""
    by_slug = {article.slug: article for article in articles}
    found = relate(articles, by_slug, Store(None, ""))
    return {slug: [other.slug for other in others] for slug, others in found.items()}


def test_the_curators_own_come_first() -> None:
    """In the order they are written, and not a second time."""
    found = related(
        make_article("a", tags=("x",), related=("d", "c")),
        make_article("b", tags=("x",)),
        make_article("c", tags=("x",)),
        make_article("d"),
    )

    assert found["a"] == ["d", "c", "b"]


def test_the_rarest_shared_tag_wins() -> None:
    """To share what many have says little."""
    common = [make_article(f"m{number}", tags=("common",)) for number in range(20)]
    found = related(*common, make_article("a", tags=("common", "rare")), make_article("b", tags=("rare",)))

    assert found["a"][0] == "b"


def test_more_in_common_is_nearer() -> None:
    """Shared features add up."""
    found = related(
        make_article("one", tags=("x",), authors=["Ann Lee"]),
        make_article("two", tags=("x",)),
        make_article("three", tags=("x",), authors=["Ann Lee"]),
    )

    assert found["one"] == ["three", "two"]


def test_series_binds_more_than_a_tag() -> None:
    """And a publication less."""
    found = related(
        make_article("a", tags=("x",), series=("Letters", 1), publication="Times"),
        make_article("b", publication="Times"),
        make_article("c", tags=("x",)),
        make_article("d", series=("Letters", 2)),
    )

    assert found["a"] == ["d", "c", "b"]


def test_wider_tag_is_shared_too() -> None:
    """Two branches of one science have that in common."""
    found = related(
        make_article("a", tags=("Science/Physics",)),
        make_article("b", tags=("science/Chemistry",)),
        make_article("c", tags=("Sport",)),
    )

    assert found["a"] == ["b"]


def test_names_without_letters_bind_nothing() -> None:
    """Three stars are one anonymous writer, a dagger another."""
    assert related(make_article("a", authors=["***"]), make_article("b", authors=["†"]))["a"] == []


def test_nothing_in_common_is_nothing_related() -> None:
    """An empty list is better than a random one."""
    assert related(make_article("a", tags=("x",)), make_article("b", tags=("y",))) == {"a": [], "b": []}


def test_of_equals_the_nearest_by_date_come_first() -> None:
    """The later before the earlier."""
    found = related(*(make_article(f"a{number}", tags=("x",)) for number in range(10)))

    assert found["a5"] == ["a4", "a6", "a3", "a7", "a2"]


def test_there_are_at_most_five() -> None:
    """But all of the curator's."""
    others = [make_article(f"m{number}", tags=("x",)) for number in range(20)]
    chosen = tuple(f"m{number}" for number in range(8))
    found = related(make_article("a", tags=("x",)), make_article("b", related=chosen), *others)

    assert len(found["a"]) == MOST
    assert found["b"] == list(chosen)


def test_withdrawn_article_is_related_to_nothing() -> None:
    """Not even by the curator."""
    found = related(
        make_article("a", tags=("x",), related=("b",)),
        withdraw(make_article("b", tags=("x",))),
        make_article("c", tags=("x",)),
    )

    assert found == {"a": ["c"], "c": ["a"]}


def test_choice_that_does_not_exist_is_left_out() -> None:
    """It is reported where references are; an article is not related to itself."""
    assert related(make_article("a", related=("gone", "a")))["a"] == []


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.sampled_from("abcdefg"), unique=True, max_size=4), max_size=30), st.randoms())
def test_relations_are_the_same_in_every_run(tags: list[list[str]], shuffle: random.Random) -> None:
    """Neither the order of tags nor that of a dictionary counts."""
    articles = [make_article(f"a{number}", tags=tuple(own)) for number, own in enumerate(tags)]
    again = [
        make_article(article.slug, tags=tuple(shuffle.sample(article.tags, len(article.tags))))
        for article in articles
    ]

    assert related(*articles) == related(*again)


def test_cost_is_linear_in_the_archive() -> None:
    """4,000 articles that share a tag are no sixteen million pairs."""
    articles = [
        make_article(f"a{number}", tags=("common", f"t{number % 50}"), authors=[f"Author {number % 300}"])
        for number in range(4000)
    ]
    started = time.process_time()
    found = related(*articles)

    assert time.process_time() - started < 3
    assert all(len(others) == MOST for others in found.values())


def test_unrelated_article_changes_nothing_for_the_others() -> None:
    """Else the pages of all articles would change with each new one."""
    articles = [make_article(f"a{number}", tags=(f"t{number % 3}",)) for number in range(20)]
    stranger = make_article("stranger", tags=("elsewhere",))
    before, after = related(*articles), related(stranger, *articles)

    assert {slug: after[slug] for slug in before} == before


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from("abcdefg"), unique=True, max_size=4), min_size=1, max_size=30),
    st.lists(st.sampled_from("abcdefg"), unique=True, max_size=4),
    st.randoms(),
)
def test_what_the_store_remembers_is_what_would_be_found(
    tags: list[list[str]], new_tags: list[str], choice: random.Random
) -> None:
    """After any change of tags, of the curator's choice, of order and of what is withdrawn."""
    articles = [make_article(f"a{number}", tags=tuple(own)) for number, own in enumerate(tags)]
    store = Store(None, "")
    for _ in range(4):
        relate(articles, {article.slug: article for article in articles}, store)
        place = choice.randrange(len(articles))
        changed = [
            make_article(articles[place].slug, tags=tuple(new_tags)),
            make_article(articles[place].slug, tags=articles[place].tags, related=("a0", "a1", "a2")),
            withdraw(articles[place]),
            make_article(f"n{choice.randrange(9)}", tags=tuple(new_tags)),
        ]
        articles[place] = choice.choice(changed)
        articles = list({article.slug: article for article in articles}.values())
        by_slug = {article.slug: article for article in articles}

        assert relate(articles, by_slug, store) == relate(articles, by_slug, Store(None, ""))
