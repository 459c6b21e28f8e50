"""The page of an article: all that it shows."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

import msgspec

from builder.attribution import Original
from builder.dates import HistoricalDate, calendar_depth, display_day
from builder.fingerprint import fingerprint
from builder.library import Library, Neighbours, Term, flat_slug, neighbours, term_path
from builder.markup.links import fill_references
from builder.model import Article, Body
from builder.pages.address import Addresses, Page
from builder.pages.cards import Cards
from builder.pages.chain import chain_of
from builder.pages.contexts import ArticlePage, Html, Link, Notice, TocEntry
from builder.pages.language_names import name_language
from builder.pages.originals import Originals
from builder.pages.sketch import Identities
from builder.pages.source import (
    Ways,
    author_links,
    copy_link,
    correction_texts,
    date_link,
    is_dated,
    is_range,
    original_link,
    publication_link,
    source_rows,
    translation_notices,
)
from builder.pages.steps import robust_link
from builder.pages.words import EXTENT_NOTICES
from builder.references import Target, article_route

FEWEST_HEADINGS = 3
"""Below that a table of contents is longer than the walk."""


class ArticleInputs(msgspec.Struct, frozen=True, kw_only=True):
    """All that the page of an article is planned from, beside its body and what all pages share."""

    article: Article
    targets: tuple[Target, ...]
    """Where the references of its text lead."""
    tags: tuple[Link, ...]
    related: tuple[Article, ...] = ()
    earlier: Article | None = None
    later: Article | None = None
    neighbours_in: str = ""
    """Label of the publication that earlier and later walk through, or empty."""
    series: tuple[Article, ...] = ()
    """All parts of its series, in their order."""
    named: tuple[Article, ...] = ()
    """Those that its front matter names by their slugs."""
    translations: tuple[Article, ...] = ()
    """Those whose front matter says that they translate it."""

    def fingerprint(self, identities: Identities) -> str:
        """One digest of everything here."""
        of = identities.of
        return fingerprint(
            (
                of([self.article]),
                self.targets,
                [(link.href, link.text) for link in self.tags],
                of(self.related),
                of(filter(None, [self.earlier])),
                of(filter(None, [self.later])),
                self.neighbours_in,
                of(self.series),
                of(self.named),
                of(self.translations),
            )
        )


class ArticleGatherer:
    """Finds in the archive what the page of each article needs."""

    def __init__(
        self, library: Library, targets: Mapping[str, tuple[Target, ...]], addresses: Addresses
    ) -> None:
        """`targets` are by content file."""
        self._library = library
        self._targets = targets
        self._between = neighbours(library)
        self._tag_link = cache(lambda tag: _tag_link(tag, library.tags, addresses))

    def gather(self, article: Article) -> ArticleInputs:
        """The inputs of one article's page."""
        library = self._library
        between = self._between.get(article.slug, NOWHERE)
        publication = library.publications.get(between.publication)
        return ArticleInputs(
            article=article,
            targets=self._targets[article.file],
            tags=tuple(map(self._tag_link, article.tags)),
            related=library.related.get(article.slug, ()),
            earlier=between.earlier,
            later=between.later,
            neighbours_in=publication.label if publication else "",
            series=self._series(article),
            named=tuple(library.by_slug[slug] for slug in _named(article) if slug in library.by_slug),
            translations=library.translations.get(article.slug, ()),
        )

    def _series(self, article: Article) -> tuple[Article, ...]:
        if not article.series:
            return ()
        term = self._library.series.get(flat_slug(article.series.name))
        return term.articles if term else ()


NOWHERE = Neighbours()


def _tag_link(tag: str, terms: Mapping[str, Term], addresses: Addresses) -> Link:
    slug = term_path(tag)
    labels = [terms["/".join(slug.split("/")[:depth])].label for depth in range(1, slug.count("/") + 2)]
    return addresses.link(" / ".join(labels), f"tags/{slug}/")


def _named(article: Article) -> Iterator[str]:
    """The slugs of other articles that the words of this one's page lead to."""
    if article.withdrawn:
        yield article.withdrawn.replaced_by
    yield article.source.translation_of


class ArticlePlanner(msgspec.Struct, frozen=True, kw_only=True):
    """Plans the pages of articles, each from its own inputs."""

    bodies: Mapping[str, Body]
    """By content file."""
    cards: Cards
    originals: Originals
    addresses: Addresses
    has_posted: bool
    """Whether the archive has indexes by the day on which it posted."""

    def plan(self, inputs: ArticleInputs) -> list[Page]:
        """The page of one article."""
        article = inputs.article
        route = article_route(article.slug)
        source = article.source
        ways = self._ways(inputs)
        body = self.bodies[article.file]
        is_withdrawn = article.status == "withdrawn"
        piece = self._describe_piece(inputs)
        copy = min(source.archived, key=lambda copy: copy.date or "9999", default=None)
        frame = self.addresses.frame(
            route,
            article.title,
            description=piece.summary or article.deck,
            language=article.language,
            noindex=source.rights.noindex or is_withdrawn,
        )
        targets = tuple([rooted(target, frame["root"]) for target in inputs.targets])
        context = ArticlePage(
            **frame,
            deck=article.deck,
            kicker=self._kicker(article, ways),
            credit=tuple(author_links(source, ways)),
            publication=publication_link(source, ways),
            date=date_link(source.published, ways) if is_dated(source) and source.published else None,
            original=robust_link(source),
            copy=copy_link(copy) if copy else None,
            notices=tuple(self._notices(article, ways)),
            note=_note(body, targets),
            contents=() if is_withdrawn else _contents(body),
            body="" if is_withdrawn else body.html.digest,
            targets=() if is_withdrawn else targets,
            tags=tuple({link.href: link for link in inputs.tags}.values()),
            source=source_rows(article, ways),
            chain=chain_of(article, ways),
            corrections=correction_texts(article),
            series=_series_line(article, inputs.series),
            series_parts=self._series_links(article, inputs.series),
            related=tuple(map(self.cards.beside, inputs.related)),
            earlier=self._article_link(inputs.earlier),
            later=self._article_link(inputs.later),
            neighbours_in=inputs.neighbours_in or "this archive",
            piece=piece,
            citation_files=() if is_withdrawn else self.originals.files_of(article),
            extra=article.extra,
        )
        return [
            Page(
                route=route,
                template="article.html",
                context=context,
                body=None if is_withdrawn else body.html,
                origin=article.at("slug" if "slug" in article.key_lines else "title"),
            )
        ]

    def _describe_piece(self, inputs: ArticleInputs) -> Original:
        piece = self.originals.of(inputs.article)
        translated = inputs.article.source.translation_of
        if translated and "://" not in translated:
            is_here = any(article.slug == translated for article in inputs.named)
            translated = self.addresses.permalink(article_route(translated)) if is_here else ""
        return msgspec.structs.replace(piece, translation_of=translated) if translated else piece

    def _ways(self, inputs: ArticleInputs) -> Ways:
        named = {article.slug: article for article in inputs.named}
        return Ways(
            publication=lambda name: self._term_href("publications", name),
            author=lambda name: self._term_href("authors", name),
            day=self._date_href,
            posted_day=self._posted_href,
            article=lambda slug: self._article_link(named.get(slug)),
            translated=self._in_language(named.get(inputs.article.source.translation_of)),
            translations=tuple(filter(None, map(self._in_language, inputs.translations))),
            site_language=self.addresses.language,
        )

    def _term_href(self, taxonomy: str, name: str) -> str:
        return self.addresses.href(f"{taxonomy}/{flat_slug(name)}/")

    def _date_href(self, date: HistoricalDate) -> str:
        return self.addresses.href(period_route("dates", calendar_depth(date) or ("undated",)))

    def _posted_href(self, day: str) -> str:
        period = tuple(map(int, day.split("-")))
        return self.addresses.href(period_route("posted", period)) if self.has_posted else ""

    def _article_link(self, article: Article | None) -> Link | None:
        if article is None:
            return None
        language = article.language if article.language != self.addresses.language else ""
        return Link(
            text=article.title, href=self.addresses.href(article_route(article.slug)), language=language
        )

    def _in_language(self, article: Article | None) -> Link | None:
        """An article as one of several in other languages."""
        link = self._article_link(article)
        if article is None or link is None:
            return None
        return msgspec.structs.replace(link, note=name_language(article.language))

    def _kicker(self, article: Article, ways: Ways) -> tuple[Link, ...]:
        source = article.source
        publication = publication_link(source, ways)
        page = f"{'pages' if is_range(source.page) else 'page'} {source.page}" if source.page else ""
        place = ", ".join(filter(None, [source.section, page]))
        return tuple(filter(None, [publication, Link(text=place) if place else None]))

    def _notices(self, article: Article, ways: Ways) -> list[Notice]:
        notices = []
        if article.status == "draft":
            notices.append(Notice(kind="draft", text="A draft: it is not published."))
        if article.withdrawn:
            replacement = ways.article(article.withdrawn.replaced_by)
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
        return notices + list(translation_notices(article, ways))

    def _series_links(self, article: Article, parts: Sequence[Article]) -> tuple[Link, ...]:
        links = []
        for part in parts:
            number = str(part.series.number) if part.series else ""
            href = "" if part is article else self.addresses.href(article_route(part.slug))
            gone = " (withdrawn)" if part.status == "withdrawn" else ""
            links.append(Link(text=f"{part.title}{gone}", href=href, note=number))
        return tuple(links)


def _series_line(article: Article, parts: Sequence[Article]) -> str:
    if not article.series:
        return ""
    last = max((part.series.number for part in parts if part.series), default=article.series.number)
    return f"Part {article.series.number} of {last} in “{article.series.name}”"


@lru_cache(maxsize=1 << 16)
def period_route(axis: str, period: tuple[int | str, ...]) -> str:
    """`dates/1916/10/17/`; months and days have two digits, years four."""
    parts = [
        f"{part:04d}" if position == 0 and isinstance(part, int) else f"{part:0>2}"
        for position, part in enumerate(period)
    ]
    return "/".join([axis, *parts, ""])


def rooted(target: Target, root: str) -> Target:
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


def _stopped(text: str) -> str:
    return text if text.rstrip().endswith((".", "!", "?", "…")) else f"{text.rstrip()}."
