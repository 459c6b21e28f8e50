"""The page of an article: all that it shows."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec

from builder.dates import HistoricalDate, calendar_depth, display_day
from builder.library import Library, Neighbours, Term, term_path, term_slug
from builder.markup.links import fill_references
from builder.model import Article, Body
from builder.pages.address import Addresses, Page
from builder.pages.contexts import ArticlePage, Card, Html, Link, Notice, TocEntry
from builder.pages.source import (
    Ways,
    author_links,
    copy_link,
    correction_texts,
    date_link,
    is_dated,
    is_range,
    original_link,
    provenance_steps,
    publication_link,
    source_rows,
)
from builder.pages.words import EXTENT_NOTICES
from builder.references import Target, article_route

FEWEST_HEADINGS = 3
"""Below that a table of contents is longer than the walk."""


class ArticlePlanner(msgspec.Struct, frozen=True, kw_only=True):
    """What every article's page needs to know of the archive."""

    library: Library
    bodies: Mapping[str, Body]
    """By content file."""
    targets: Mapping[str, tuple[Target, ...]]
    """By content file."""
    cards: Mapping[str, Card]
    """By slug."""
    ways_between: Mapping[str, Neighbours]
    addresses: Addresses

    def plan(self, article: Article) -> Page:
        """The page of one article."""
        route = article_route(article.slug)
        source = article.source
        ways = self._ways()
        body = self.bodies[article.file]
        is_withdrawn = article.status == "withdrawn"
        frame = self.addresses.frame(
            route,
            article.title,
            description=self.cards[article.slug].summary or article.deck,
            language=article.language,
            noindex=source.rights.noindex or is_withdrawn,
        )
        targets = tuple(_rooted(target, frame["root"]) for target in self.targets[article.file])
        between = self.ways_between.get(article.slug, Neighbours())
        series = self._series(article)
        context = ArticlePage(
            **frame,
            deck=article.deck,
            kicker=self._kicker(article, ways),
            credit=tuple(author_links(source, ways)),
            publication=publication_link(source, ways),
            date=date_link(source.published, ways) if is_dated(source) and source.published else None,
            original=original_link(source),
            copy=copy_link(source, _oldest_copy(article)) if source.archived else None,
            notices=tuple(self._notices(article)),
            note=_note(body, targets),
            contents=() if is_withdrawn else _contents(body),
            body="" if is_withdrawn else body.html.digest,
            targets=() if is_withdrawn else targets,
            tags=tuple(self._tag_links(article)),
            source=source_rows(article, ways),
            provenance=provenance_steps(article),
            corrections=correction_texts(article),
            series=self._series_line(article, series),
            series_parts=self._series_links(article, series),
            related=tuple(self.cards[other.slug] for other in self.library.related.get(article.slug, ())),
            earlier=self._article_link(between.earlier),
            later=self._article_link(between.later),
            neighbours_in=self._neighbourhood(between),
            extra=article.extra,
        )
        return Page(
            route=route,
            template="article.html",
            context=context,
            body=None if is_withdrawn else body.html,
            origin=article.at("slug" if "slug" in article.key_lines else "title"),
        )

    def _ways(self) -> Ways:
        return Ways(
            publication=lambda name: self._term_href(
                "publications", self.library.publications, term_slug(name)
            ),
            author=lambda name: self._term_href("authors", self.library.authors, term_slug(name)),
            day=self._date_href,
            article=lambda slug: self._article_link(self.library.by_slug.get(slug)),
            site_language=self.addresses.language,
        )

    def _term_href(self, taxonomy: str, terms: Mapping[str, Term], slug: str) -> str:
        return self.addresses.href(f"{taxonomy}/{slug}/") if slug in terms else ""

    def _date_href(self, date: HistoricalDate) -> str:
        return self.addresses.href(period_route("dates", calendar_depth(date) or ("undated",)))

    def _article_link(self, article: Article | None) -> Link | None:
        if article is None:
            return None
        language = article.language if article.language != self.addresses.language else ""
        return Link(
            text=article.title, href=self.addresses.href(article_route(article.slug)), language=language
        )

    def _kicker(self, article: Article, ways: Ways) -> tuple[Link, ...]:
        source = article.source
        publication = publication_link(source, ways)
        page = f"{'pages' if is_range(source.page) else 'page'} {source.page}" if source.page else ""
        place = ", ".join(filter(None, [source.section, page]))
        return tuple(filter(None, [publication, Link(text=place) if place else None]))

    def _notices(self, article: Article) -> list[Notice]:
        notices = []
        if article.status == "draft":
            notices.append(Notice(kind="draft", text="A draft: it is not published."))
        if article.withdrawn:
            replacement = self._article_link(self.library.by_slug.get(article.withdrawn.replaced_by))
            text = f"Withdrawn on {display_day(article.withdrawn.date)}: {_stopped(article.withdrawn.reason)}"
            text += " Replaced by" if replacement else ""
            notices.append(Notice(kind="withdrawn", text=text, links=(replacement,) if replacement else ()))
            return notices
        if article.corrections:
            newest = article.corrections[0]
            text = f"Corrected on {display_day(newest.date)}. {_stopped(newest.text)}"
            notices.append(Notice(kind="corrected", text=text))
        if EXTENT_NOTICES[article.extent]:
            original = original_link(article.source)
            links = (msgspec.structs.replace(original, text="Read the original"),) if original else ()
            notices.append(Notice(kind="extent", text=EXTENT_NOTICES[article.extent], links=links))
        if article.source.translation_of or article.source.translator:
            by = f" by {article.source.translator}" if article.source.translator else ""
            notices.append(Notice(kind="translation", text=f"The original is a translation{by}."))
        return notices

    def _tag_links(self, article: Article) -> list[Link]:
        links = []
        for tag in article.tags:
            slug = term_path(tag)
            labels = [
                self.library.tags["/".join(slug.split("/")[:depth])].label
                for depth in range(1, slug.count("/") + 2)
            ]
            links.append(self.addresses.link(" / ".join(labels), f"tags/{slug}/"))
        return list({link.href: link for link in links}.values())

    def _series(self, article: Article) -> Sequence[Article]:
        if not article.series:
            return ()
        term = self.library.series.get(term_slug(article.series.name))
        return term.articles if term else ()

    def _series_line(self, article: Article, parts: Sequence[Article]) -> str:
        if not article.series:
            return ""
        last = max((part.series.number for part in parts if part.series), default=article.series.number)
        return f"Part {article.series.number} of {last} in “{article.series.name}”"

    def _series_links(self, article: Article, parts: Sequence[Article]) -> tuple[Link, ...]:
        links = []
        for part in parts:
            number = str(part.series.number) if part.series else ""
            href = "" if part is article else self.addresses.href(article_route(part.slug))
            links.append(Link(text=part.title, href=href, note=number))
        return tuple(links)

    def _neighbourhood(self, between: Neighbours) -> str:
        term = self.library.publications.get(between.publication)
        return term.label if term else "this archive"


@lru_cache(maxsize=1 << 16)
def period_route(axis: str, period: tuple[int | str, ...]) -> str:
    """`dates/1916/10/17/`; months and days have two digits, years four."""
    parts = [
        f"{part:04d}" if position == 0 and isinstance(part, int) else f"{part:0>2}"
        for position, part in enumerate(period)
    ]
    return "/".join([axis, *parts, ""])


def _rooted(target: Target, root: str) -> Target:
    """A target as seen from a page: its hrefs begin at the site's root."""
    return {name: root + value if name in ("href", "src") else value for name, value in target.items()}


def _note(body: Body, targets: Sequence[Target]) -> Html | None:
    if not body.note:
        return None
    return Html(fill_references(body.note, lambda number: targets[number]))


def _contents(body: Body) -> tuple[TocEntry, ...]:
    if len(body.headings) < FEWEST_HEADINGS:
        return ()
    return tuple(TocEntry(level=heading.level, id=heading.id, text=heading.text) for heading in body.headings)


def _oldest_copy(article: Article) -> int:
    copies = article.source.archived
    return min(range(len(copies)), key=lambda position: (copies[position].date or "9999", position))


def _stopped(text: str) -> str:
    return text if text.rstrip().endswith((".", "!", "?", "…")) else f"{text.rstrip()}."
