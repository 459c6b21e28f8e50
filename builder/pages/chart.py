"""Counts over time as the geometry of a chart: bars in whole units, no text."""

from collections.abc import Mapping

from builder.pages.contexts import Bar, Chart
from builder.pages.words import count_of

HEIGHT = 100
SHORTEST = 3
"""A single article must still be seen beside a year of thousands."""

MOST_TABBABLE = 31
"""More bars than that would be a long way for the keyboard; the list beside the chart serves it then."""

MOST_YEARS = 360
"""A longer time is drawn by decades, as a bar would be thinner than a pixel of a small screen."""

AXIS_LABELS = 5


def draw_years(counts: Mapping[int, int], hrefs: Mapping[int, str], title: str) -> Chart | None:
    """A bar for each year from the first to the last; None for less than two years.

    `hrefs` may hold years alone; a decade leads to its first year with articles.
    """
    if len(counts) < 2:
        return None
    first, last = min(counts), max(counts)
    if last - first >= MOST_YEARS:
        counts, hrefs = (
            _by_decade(counts),
            {year // 10 * 10: hrefs[year] for year in sorted(hrefs, reverse=True)},
        )
        labels = {year: f"{year}s" for year in counts}
        times, unit = list(range(first // 10 * 10, last + 1, 10)), "decade"
    else:
        labels = {year: str(year) for year in counts}
        times, unit = list(range(first, last + 1)), "year"
    greatest = max(counts.values())
    bars = tuple(
        _bar(place, time, counts, hrefs, labels, greatest)
        for place, time in enumerate(times)
        if time in counts
    )
    tallest = min(time for time in counts if counts[time] == greatest)
    return Chart(
        title=title,
        caption=f"The fullest {unit} is {labels[tallest]}, with {count_of(greatest, 'article')}.",
        width=len(times),
        bars=bars,
        axis=_axis(times),
        tabbable=len(bars) <= MOST_TABBABLE,
    )


def _by_decade(counts: Mapping[int, int]) -> dict[int, int]:
    decades: dict[int, int] = {}
    for year, count in counts.items():
        decades[year // 10 * 10] = decades.get(year // 10 * 10, 0) + count
    return decades


def _bar(
    place: int,
    time: int,
    counts: Mapping[int, int],
    hrefs: Mapping[int, str],
    labels: Mapping[int, str],
    greatest: int,
) -> Bar:
    height = max(round(HEIGHT * counts[time] / greatest), SHORTEST)
    label = f"{labels[time]}: {count_of(counts[time], 'article')}"
    return Bar(x=place, y=HEIGHT - height, height=height, label=label, href=hrefs.get(time, ""))


def _axis(times: list[int]) -> tuple[str, ...]:
    """Up to five labels, evenly spaced from the first to the last."""
    steps = min(AXIS_LABELS, len(times)) - 1
    return tuple(str(times[round(step * (len(times) - 1) / steps)]) for step in range(steps + 1))
