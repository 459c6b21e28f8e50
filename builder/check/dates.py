"""Dates of one article that cannot all be true."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from builder.check.findings import place_of_item, warning
from builder.dates import HistoricalDate, display_date, is_exact_day, parse_date, read_printed_date
from builder.errors import Problem
from builder.model import Article

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_DAY_IN_ADDRESS = re.compile(r"/((?:18|19|20)[0-9]{2})[/-]([01][0-9])[/-]([0-3][0-9])(?=[/_.-])")
_DAY_OF_CAPTURE = re.compile(r"https?://web\.archive\.org/web/([0-9]{4})([0-9]{2})([0-9]{2})")
NEAR = datetime.timedelta(days=2)
"""A day of an address may be another than the printed one: time zones, and papers that are out on the eve."""


def find_conflicts(
    articles: Iterable[Article], by_slug: Mapping[str, Article], today: str
) -> Iterator[Problem]:
    """A warning for each date that another one contradicts; `today` is an ISO day."""
    for article in articles:
        yield from _printed_otherwise(article)
        yield from _odd_copies(article)
        yield from _before_the_posting(article)
        yield from _late(article, today)
        yield from _out_of_order(article)
        yield from _before_its_original(article, by_slug)


def _printed_otherwise(article: Article) -> Iterator[Problem]:
    """The date as printed, or the day in the address, is not that of `published`."""
    source, published = article.source, article.source.published
    if not published or published.precision == "unknown":
        return
    readings = (
        [parse_date(reading) for reading in read_printed_date(source.published_as)]
        if source.published_as
        else []
    )
    if readings and not any(_overlap(published, reading) for reading in readings):
        message = (
            f"`published_as` {source.published_as!r} reads as {readings[0].edtf}, "
            f"`published` says {published.edtf}"
        )
        yield warning(article.at("published_as"), message, "correct one of the two")
    elif is_exact_day(published) and (found := _WEEKDAY.search(source.published_as)):
        weekday = _WEEKDAYS[datetime.date.fromisoformat(published.edtf).weekday()]
        if weekday != found[1].lower():
            message = (
                f"{published.edtf} was a {weekday.capitalize()}; `published_as` says {found[1].capitalize()}"
            )
            yield warning(article.at("published"), message, "look at the day and at the month again")
    day = _day_in(source.original_url) if is_exact_day(published) else None
    if day and abs(day - datetime.date.fromisoformat(published.edtf)) > NEAR:
        message = f"the address of the original holds the day {day}, `published` says {published.edtf}"
        yield warning(article.at("published"), message, "see which is the day on which it appeared")


def _overlap(one: HistoricalDate, other: HistoricalDate) -> bool:
    """Whether there is a day that both can mean; an end that is open or unknown excludes none."""
    return (one.earliest or "") <= (other.latest or "9999") and (other.earliest or "") <= (
        one.latest or "9999"
    )


def _day_in(url: str) -> datetime.date | None:
    found = _DAY_IN_ADDRESS.search(url)
    if not found:
        return None
    try:
        return datetime.date(*map(int, found.groups()))
    except ValueError:
        return None


def _odd_copies(article: Article) -> Iterator[Problem]:
    """A copy is older than the original, or of another day than its own address says."""
    published = article.source.published
    for position, copy in enumerate(article.source.archived):
        where = place_of_item(article, "archived", position)
        found = _DAY_OF_CAPTURE.match(copy.url)
        captured = "-".join(found.groups()) if found else ""
        if copy.date and captured and copy.date != captured:
            message = f"the address of a copy holds the day {captured}, its `date` says {copy.date}"
            yield warning(where, message, f"write the date {captured}, or the address of the other copy")
        day = copy.date or captured
        if day and published and day < (published.earliest or ""):
            message = f"a copy of {day} is older than the original ({display_date(published)})"
            yield warning(where, message, "correct the day of the copy, or `published`")


def _before_the_posting(article: Article) -> Iterator[Problem]:
    """What follows a posting stands before it: corrections, the withdrawal."""
    for correction in article.corrections:
        if article.posted and correction.date < article.posted:
            message = f"a correction of {correction.date} is older than the posting ({article.posted})"
            yield warning(article.at("corrections"), message, "correct one of the two days")
    if article.withdrawn and article.posted and article.withdrawn.date < article.posted:
        message = (
            f"the article was withdrawn on {article.withdrawn.date}, before it was posted ({article.posted})"
        )
        yield warning(article.at("withdrawn"), message, "correct one of the two days")


def _late(article: Article, today: str) -> Iterator[Problem]:
    """It appeared after it was posted, or appears in the future; what is certain of that stops the build."""
    published = article.source.published
    if not published or not published.earliest:
        return
    if (
        article.posted
        and published.earliest > article.posted
        and (published.uncertain or published.approximate)
    ):
        message = f"`published: {published.edtf}` cannot be: the article was posted on {article.posted}"
        yield warning(article.at("published"), message, "correct one of the two dates")
    elif published.earliest > today:
        message = f"the original appears in the future ({display_date(published)})"
        yield warning(article.at("published"), message, "correct the date")


def _out_of_order(article: Article) -> Iterator[Problem]:
    """Steps of the chain stand in the order of time, and those that the article states agree with it."""
    stated = {
        "published": article.source.published,
        "posted": parse_date(article.posted) if article.posted else None,
    }
    events = [(place, event) for place, event in enumerate(article.source.provenance) if event.date]
    for (_, before), (place, event) in pairwise(events):
        if before.date and event.date and (event.date.latest or "9999") < (before.date.earliest or ""):
            message = (
                f"the step {event.event!r} ({event.date.edtf}) stands behind "
                f"{before.event!r} ({before.date.edtf})"
            )
            where = place_of_item(article, "provenance", place)
            yield warning(where, message, "correct a date, or put the steps in the order of time")
    for place, event in events:
        own = stated.get(event.event.casefold())
        if own and event.date and not _overlap(own, event.date):
            key = event.event.casefold()
            message = f"the step {event.event!r} is of {event.date.edtf}, `{key}` says {own.edtf}"
            yield warning(place_of_item(article, "provenance", place), message, "correct one of the two")


def _before_its_original(article: Article, by_slug: Mapping[str, Article]) -> Iterator[Problem]:
    """A translation is older than what it translates."""
    original = by_slug.get(article.source.translation_of)
    published, first = article.source.published, original.source.published if original else None
    if original and published and first and (published.latest or "9999") < (first.earliest or ""):
        message = (
            f"the translation ({display_date(published)}) is older than what it translates, "
            f"{original.file} ({display_date(first)})"
        )
        yield warning(article.at("published"), message, "correct one of the two dates")
