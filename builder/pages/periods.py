"""The indexes by date: all years, and the listing of each year, month and day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

import msgspec

from builder.dates import MONTHS
from builder.fingerprint import fingerprint
from builder.library import Period
from builder.model import Article
from builder.pages.address import SITE_ORIGIN, Addresses, Page
from builder.pages.article import period_route
from builder.pages.cards import Cards, group_by_year, group_cards
from builder.pages.chart import draw_years
from builder.pages.contexts import DatesPage, Link, TermGroup, TermLink
from builder.pages.listing import GroupCards, Listing, plan_listing
from builder.pages.same_day import find_same_days
from builder.pages.sketch import Identities, Sketch
from builder.pages.words import DAYLESS, MONTHLESS, YEARLESS, articles_line, count_of

POSTED = "posted"
"""Name of the axis by the days of this archive."""

WAYS = {"dates": "By the date of the original", POSTED: "By the day on which this archive posted them"}
"""How the indexes of the axes lead to each other."""

TEMPLATES = {1: "year.html", 2: "month.html", 3: "day.html"}
KINDS = {1: "Year", 2: "Month", 3: "Day"}


class DateAxis(msgspec.Struct, frozen=True, kw_only=True):
    """One way to date articles: by the original, or by the day this archive posted."""

    name: str
    """Route and section: `dates` or `posted`."""
    title: str
    groups: Mapping[Period, tuple[Article, ...]]
    period_of: Mapping[str, Period]
    """By slug: how deep each article stands."""
    undated: tuple[Article, ...] = ()
    other: str = ""
    """Name of the other axis, where the archive has both."""

    @property
    def is_of_posting(self) -> bool:
        """True of the days of this archive."""
        return self.name == POSTED


def sketch_axis(
    axis: DateAxis, everything: str, identities: Identities, cards: Cards, addresses: Addresses, per_page: int
) -> Iterator[Sketch]:
    """Every page of a date axis; `everything` stands for all articles of the archive."""
    yield Sketch(f"{axis.name}/", everything, lambda: [_plan_dates(axis, addresses)])
    if axis.undated:
        yield Sketch(
            period_route(axis.name, ("undated",)),
            identities.together(axis.undated),
            lambda: _plan_undated(axis, cards, addresses, per_page),
        )
    siblings = _neighbours(axis.groups)
    parts = _parts(axis.groups)
    same_days = {} if axis.is_of_posting else find_same_days(axis.groups)
    for period, articles in axis.groups.items():
        inputs = PeriodInputs(
            period=period,
            articles=articles,
            earlier=siblings[period][0],
            later=siblings[period][1],
            parts=tuple(parts.get(period, ())),
            same_days=same_days.get(period, ()),
        )
        plan = partial(_plan_period, axis, inputs, cards, addresses, per_page)
        yield Sketch(period_route(axis.name, period), inputs.fingerprint(identities), plan)


class PeriodInputs(msgspec.Struct, frozen=True, kw_only=True):
    """All that the listing of a period is planned from, beside its axis."""

    period: Period
    articles: tuple[Article, ...]
    earlier: Period | None
    later: Period | None
    """The periods before and after it, of its own depth, that have articles."""
    parts: tuple[tuple[Period, int], ...]
    """The months of a year, the days of a month, each with its count."""
    same_days: tuple[tuple[Period, int], ...] = ()
    """Of a day: the same one in other years, each with its count."""

    def fingerprint(self, identities: Identities) -> str:
        """One digest of everything here."""
        return fingerprint(
            (
                self.period,
                identities.of(self.articles),
                self.earlier,
                self.later,
                self.parts,
                self.same_days,
            )
        )


def _plan_period(
    axis: DateAxis, inputs: PeriodInputs, cards: Cards, addresses: Addresses, per_page: int
) -> list[Page]:
    period, articles = inputs.period, inputs.articles
    listing = Listing(
        route=period_route(axis.name, period),
        template=TEMPLATES[len(period)],
        title=title_of(axis, period),
        kind=KINDS[len(period)],
        section=axis.name,
        articles=articles,
        counts=count_of(len(articles), "article"),
        trail=_trail(axis, period, addresses),
        parts=tuple([_part_link(axis, part, addresses) for part in inputs.parts]),
        earlier=_period_link(axis, inputs.earlier, addresses),
        later=_period_link(axis, inputs.later, addresses),
        other_years=tuple([_year_link(axis, day, addresses) for day in inputs.same_days]),
        gap=_gap(axis, inputs.earlier, period) if len(period) == 1 else "",
    )
    return plan_listing(listing, _grouping(axis, len(period) + 1, cards, addresses), addresses, per_page)


def _grouping(axis: DateAxis, depth: int, cards: Cards, addresses: Addresses) -> GroupCards:
    """How the listing of a period groups its cards: a year's by month, a month's by day."""

    def heading(article: Article) -> str:
        return _heading(axis.period_of[article.slug], depth)

    def href(article: Article) -> str:
        return _heading_href(axis, axis.period_of[article.slug], depth, addresses)

    return lambda members: group_cards(members, cards, heading, href)


def name_period(period: Period) -> str:
    """`1916`, `October 1916` or `17 October 1916`."""
    year = str(period[0])
    month = f"{MONTHS[period[1] - 1]} {year}" if len(period) > 1 else year
    return f"{period[2]} {month}" if len(period) > 2 else month


def title_of(axis: DateAxis, period: Period) -> str:
    """What the listing of a period is called, so that the two axes are told apart."""
    name = name_period(period)
    if not axis.is_of_posting:
        return name
    return f"Posted on {name}" if len(period) == 3 else f"Posted in {name}"


def _heading(period: Period, depth: int) -> str:
    """What an article stands under in the listing of a period: its month, its day, or that it has none."""
    if depth > 3:
        return ""
    if len(period) >= depth:
        return name_period(period[:depth])
    return MONTHLESS if depth == 2 else DAYLESS


def _heading_href(axis: DateAxis, period: Period, depth: int, addresses: Addresses) -> str:
    if depth > 3 or len(period) < depth:
        return ""
    return addresses.href(period_route(axis.name, period[:depth]))


def _plan_dates(axis: DateAxis, addresses: Addresses) -> Page:
    years = {period[0]: articles for period, articles in axis.groups.items() if len(period) == 1}
    hrefs = {year: addresses.href(period_route(axis.name, (year,))) for year in years}
    counts = {year: len(articles) for year, articles in years.items()}
    decades = tuple(
        TermGroup(
            heading=f"{decade}s",
            id=f"d{decade}",
            terms=tuple(TermLink(text=str(year), href=hrefs[year], count=counts[year]) for year in members),
        )
        for decade, members in (
            (decade, list(group)) for decade, group in groupby(years, lambda year: year // 10 * 10)
        )
    )
    route = f"{axis.name}/"
    description = (
        "All years in which this archive posted" if axis.is_of_posting else "All years of the archive"
    )
    frame = addresses.frame(route, axis.title, description=description, section=axis.name)
    undated = None
    if axis.undated:
        href = addresses.href(period_route(axis.name, ("undated",)))
        undated = TermLink(text=YEARLESS, href=href, count=len(axis.undated))
    everything = {
        article.slug: article for articles in (*years.values(), axis.undated) for article in articles
    }
    context = DatesPage(
        **frame,
        counts=count_of(len(everything), "article")
        if axis.is_of_posting
        else articles_line(list(everything.values())),
        chart=draw_years(
            counts, hrefs, "Articles posted a year" if axis.is_of_posting else "Articles a year"
        ),
        decades=decades,
        undated=undated,
        other=addresses.link(WAYS[axis.other], f"{axis.other}/") if axis.other else None,
    )
    return Page(route=route, template="dates.html", context=context, origin=SITE_ORIGIN)


def _plan_undated(axis: DateAxis, cards: Cards, addresses: Addresses, per_page: int) -> list[Page]:
    listing = Listing(
        route=period_route(axis.name, ("undated",)),
        title=YEARLESS,
        kind="Dates",
        section=axis.name,
        articles=axis.undated,
        counts=articles_line(axis.undated),
        trail=(addresses.link(axis.title, f"{axis.name}/"),),
    )
    return plan_listing(
        listing, lambda members: group_by_year(members, cards, lambda year: ""), addresses, per_page
    )


def _neighbours(periods: Iterable[Period]) -> dict[Period, tuple[Period | None, Period | None]]:
    """For each period the one before and after it, of its own depth, that has articles."""
    found: dict[Period, tuple[Period | None, Period | None]] = {}
    for depth in (1, 2, 3):
        siblings: Sequence[Period] = [period for period in periods if len(period) == depth]
        for position, period in enumerate(siblings):
            earlier = siblings[position - 1] if position else None
            later = siblings[position + 1] if position + 1 < len(siblings) else None
            found[period] = (earlier, later)
    return found


def _parts(groups: Mapping[Period, tuple[Article, ...]]) -> dict[Period, list[tuple[Period, int]]]:
    """The months of each year and the days of each month that have articles, with their counts."""
    parts: dict[Period, list[tuple[Period, int]]] = {}
    for period, articles in groups.items():
        if len(period) > 1:
            parts.setdefault(period[:-1], []).append((period, len(articles)))
    return parts


def _part_link(axis: DateAxis, part: tuple[Period, int], addresses: Addresses) -> TermLink:
    period, count = part
    text = MONTHS[period[1] - 1] if len(period) == 2 else str(period[2])
    return TermLink(text=text, href=addresses.href(period_route(axis.name, period)), count=count)


def _year_link(axis: DateAxis, day: tuple[Period, int], addresses: Addresses) -> TermLink:
    period, count = day
    return TermLink(text=str(period[0]), href=addresses.href(period_route(axis.name, period)), count=count)


def _period_link(axis: DateAxis, period: Period | None, addresses: Addresses) -> Link | None:
    return addresses.link(name_period(period), period_route(axis.name, period)) if period else None


def _trail(axis: DateAxis, period: Period, addresses: Addresses) -> tuple[Link, ...]:
    above = [period[:depth] for depth in range(1, len(period))]
    links = [addresses.link(name_period(part), period_route(axis.name, part)) for part in above]
    return (addresses.link(axis.title, f"{axis.name}/"), *links)


def _gap(axis: DateAxis, earlier: Period | None, period: Period) -> str:
    """The years before this one of which nothing is kept."""
    if not earlier or period[0] - earlier[0] < 2:
        return ""
    first, last = earlier[0] + 1, period[0] - 1
    years = f"{first}–{last}" if last > first else str(first)
    return f"Nothing was posted in {years}." if axis.is_of_posting else f"Nothing is kept from {years}."
