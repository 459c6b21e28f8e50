"""Articles as cards: all that a listing may know of each."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from builder.attribution import write_coins
from builder.dates import calendar_depth, display_date, html_datetime
from builder.model import Article, Body
from builder.pages.address import Addresses
from builder.pages.contexts import Card, CardGroup
from builder.pages.originals import Originals
from builder.pages.words import CARD_EXTENTS, UNDATED, date_in_words, direction_of, list_of
from builder.references import article_route


def make_card(article: Article, body: Body, addresses: Addresses, coins: str = "") -> Card:
    """The card of an article; a withdrawn one has no summary."""
    source = article.source
    is_foreign = article.language != addresses.language
    is_withdrawn = article.status == "withdrawn"
    return Card(
        title=article.title,
        href=addresses.href(article_route(article.slug)),
        language=article.language if is_foreign else "",
        direction=direction_of(article.language) if is_foreign else "",
        publication=source.publication,
        date=date_in_words(source.published),
        datetime=(html_datetime(source.published) or "") if source.published else "",
        authors=list_of([author.name for author in source.authors]),
        extent="" if is_withdrawn else CARD_EXTENTS[article.extent],
        summary="" if is_withdrawn else body.summary,
        withdrawn=is_withdrawn,
        draft=article.status == "draft",
        coins=coins,
    )


class Cards:
    """The cards of all articles, each made when a page first wants it."""

    def __init__(self, bodies: Mapping[str, Body], addresses: Addresses, originals: Originals) -> None:
        """`bodies` are by content file."""
        self._bodies = bodies
        self._addresses = addresses
        self._originals = originals
        self._made: dict[str, Card] = {}

    def of(self, article: Article) -> Card:
        """The card of an article, for a listing."""
        card = self._made.get(article.file)
        if card is None:
            coins = "" if article.status == "withdrawn" else write_coins(self._originals.of(article))
            card = make_card(article, self._bodies[article.file], self._addresses, coins)
            self._made[article.file] = card
        return card

    def beside(self, article: Article) -> Card:
        """The card of an article on the page of another, the one piece that readers save there."""
        return msgspec.structs.replace(self.of(article), coins="")


def group_by_year(
    articles: Sequence[Article], cards: Cards, year_href: Callable[[int], str]
) -> tuple[CardGroup, ...]:
    """Neighbours of one year under its heading; what has no year stands under its own words."""
    return group_cards(articles, cards, _year_heading, lambda article: _year_href(article, year_href))


def group_cards(
    articles: Iterable[Article],
    cards: Cards,
    heading_of: Callable[[Article], str],
    href_of: Callable[[Article], str],
) -> tuple[CardGroup, ...]:
    """Cards in the order of their articles, all with one heading in one group.

    Neighbours in time may stand under other headings: between two articles of January lies one of that year.
    """
    groups: dict[str, list[Article]] = {}
    for article in articles:
        groups.setdefault(heading_of(article), []).append(article)
    return tuple(
        [
            CardGroup(heading=heading, href=href_of(together[0]), cards=tuple(map(cards.of, together)))
            for heading, together in groups.items()
        ]
    )


def _year_heading(article: Article) -> str:
    date = article.source.published
    if date is None or date.precision == "unknown":
        return UNDATED
    depth = calendar_depth(date)
    return str(depth[0]) if depth else display_date(date)


def _year_href(article: Article, year_href: Callable[[int], str]) -> str:
    depth = calendar_depth(article.source.published) if article.source.published else ()
    return year_href(depth[0]) if depth else ""
