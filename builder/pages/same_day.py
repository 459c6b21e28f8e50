"""The same day in other years: what else happened on a 17 October."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from builder.library import Period
from builder.model import Article

MOST = 10
"""Years on either side. A day shows a fixed number of others, so that a new one changes a fixed number of pages."""


def find_same_days(
    groups: Mapping[Period, Sequence[Article]],
) -> dict[Period, tuple[tuple[Period, int], ...]]:
    """For each day the nearest others of its month and day, oldest first, each with its count of articles.

    Only a date that is one day, without a mark of doubt, stands at a day at all (`dates.calendar_depth`).
    """
    by_day: dict[Period, list[Period]] = defaultdict(list)
    for period in sorted(groups):
        if len(period) == 3:
            by_day[period[1:]].append(period)
    return {
        day: tuple(
            [
                (other, len(groups[other]))
                for other in (*days[max(place - MOST, 0) : place], *days[place + 1 : place + 1 + MOST])
            ]
        )
        for days in by_day.values()
        for place, day in enumerate(days)
    }
