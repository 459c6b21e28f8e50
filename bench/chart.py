"""A line chart with two logarithmic axes, as plain SVG: readable on light and on dark ground, without script."""

import math
from collections.abc import Sequence
from html import escape
from itertools import pairwise

import msgspec

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 64, 220, 36, 52
LABEL_HEIGHT = 18

STYLE = """\
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
.axis { font-size: 12px; fill: #59636e; }
.grid { stroke: #d1d9e0; }
.line { fill: none; stroke-width: 2; }
.lead { stroke-width: 1; stroke-dasharray: 2 3; }
.c0 { stroke: #b3261e; } .c1 { stroke: #c2570c; } .c2 { stroke: #1f5fbf; } .c3 { stroke: #3b8bd0; }
.c4 { stroke: #0b7a75; } .c5 { stroke: #6b4fbb; } .c6 { stroke: #6a6f16; }
.dot { fill: #fff; stroke-width: 2; }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc; }
.axis { fill: #9198a1; }
.grid { stroke: #3d444d; }
.c0 { stroke: #ff7b72; } .c1 { stroke: #ffa657; } .c2 { stroke: #79b8ff; } .c3 { stroke: #a5d6ff; }
.c4 { stroke: #56d4cd; } .c5 { stroke: #c4a7ff; } .c6 { stroke: #d0d55c; }
.dot { fill: #0d1117; }
}
"""
COLOURS = 7


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """The curve of one tool."""

    name: str
    points: tuple[tuple[int, float], ...]
    """Numbers of articles and seconds."""


class Scale(msgspec.Struct, frozen=True, kw_only=True):
    """A logarithmic axis: values from `low` to `high` lie between two places of the drawing."""

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """Where a value lies."""
        share = (math.log(value) - math.log(self.low)) / (math.log(self.high) - math.log(self.low))
        return round(self.start + share * (self.end - self.start), 1)


def draw_chart(lines: Sequence[Line]) -> str:
    """The chart of all lines."""
    sizes = sorted({size for line in lines for size, _ in line.points})
    seconds = [value for line in lines for _, value in line.points]
    # A single size would be an axis of no length.
    across = Scale(low=sizes[0] / 1.2, high=sizes[-1] * 1.2, start=LEFT, end=WIDTH - RIGHT)
    up = Scale(low=min(seconds) / 1.3, high=max(seconds) * 1.3, start=HEIGHT - BOTTOM, end=TOP)
    label = "Wall time of each tool against the number of articles; both axes are logarithmic"
    box = f"0 0 {WIDTH} {HEIGHT}"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img" aria-label="{label}">'
    style = f"<style>\n{STYLE}</style>"
    parts = [head, style, *_draw_axes(sizes, across, up), *_draw_lines(lines, across, up), "</svg>\n"]
    return "\n".join(parts)


def _draw_axes(sizes: Sequence[int], across: Scale, up: Scale) -> list[str]:
    parts = [f'<text class="axis" x="{LEFT}" y="{TOP - 16}">seconds, wall time, cold</text>']
    for value in list_ticks(up.low, up.high):
        y = up.place(value)
        parts.append(f'<path class="grid" d="M{LEFT} {y}H{WIDTH - RIGHT}"/>')
        parts.append(f'<text class="axis" x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{value:,g}</text>')
    for size in sizes:
        x = across.place(size)
        parts.append(f'<path class="grid" d="M{x} {TOP}V{HEIGHT - BOTTOM}"/>')
        parts.append(
            f'<text class="axis" x="{x}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{size:,}</text>'
        )
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text class="axis" x="{middle}" y="{HEIGHT - 10}" text-anchor="middle">articles</text>')
    return parts


def list_ticks(low: float, high: float) -> list[float]:
    """The values 1, 2 and 5, times any power of ten, that lie between two values."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    values = (round(digit * 10.0**power, 9) for power in powers for digit in (1, 2, 5))
    return [value for value in values if low <= value <= high]


def _draw_lines(lines: Sequence[Line], across: Scale, up: Scale) -> list[str]:
    ends = [up.place(line.points[-1][1]) for line in lines]
    parts = []
    for number, (line, label_y) in enumerate(zip(lines, spread_labels(ends), strict=True)):
        colour = f"c{number % COLOURS}"
        places = [(across.place(size), up.place(seconds)) for size, seconds in line.points]
        way = "L".join(f"{x} {y}" for x, y in places)
        x, y = places[-1]
        label_x = WIDTH - RIGHT + 16
        parts.append(f'<path class="line {colour}" d="M{way}"/>')
        parts.append(f'<path class="line lead {colour}" d="M{x} {y}L{label_x - 4} {label_y}"/>')
        parts += [f'<circle class="dot {colour}" cx="{x}" cy="{y}" r="3.5"/>' for x, y in places]
        last = line.points[-1][1]
        parts.append(f'<text x="{label_x}" y="{label_y + 4}">{escape(line.name)}, {last:.1f} s</text>')
    return parts


def spread_labels(wanted: Sequence[float]) -> list[float]:
    """Places for labels that want to stand at these, moved down so that none covers another."""
    places = list(wanted)
    order = sorted(range(len(places)), key=lambda index: places[index])
    # From the top down each makes room for the next; from the bottom up those that fell out come back in.
    for above, below in pairwise(order):
        places[below] = max(places[below], places[above] + LABEL_HEIGHT)
    lowest = float(HEIGHT - BOTTOM)
    for index in reversed(order):
        places[index] = min(places[index], lowest)
        lowest = places[index] - LABEL_HEIGHT
    return [round(place, 1) for place in places]
