"""The chart of all tools."""

from itertools import pairwise
from xml.etree import ElementTree as Xml

from bench.chart import HEIGHT, LABEL_HEIGHT, Line, Scale, draw_chart, list_ticks, spread_labels

SVG = "{http://www.w3.org/2000/svg}"
LINES = [
    Line(name="Fonds", points=((1_000, 3.0), (10_000, 28.0))),
    Line(name="Hugo & Co", points=((1_000, 2.0), (10_000, 29.0))),
    Line(name="Pelican", points=((1_000, 9.0),)),
]


def read_drawing(lines: list[Line]) -> Xml.Element:
    """The chart as a tree; what is no XML raises."""
    return Xml.fromstring(draw_chart(lines))  # noqa: S314 - our own


def test_every_tool_has_a_line_its_points_and_its_name() -> None:
    drawing = read_drawing(LINES)
    lines = [
        path.get("d") or ""
        for path in drawing.iter(f"{SVG}path")
        if path.get("class") in ("line c0", "line c1", "line c2")
    ]
    texts = [text.text or "" for text in drawing.iter(f"{SVG}text")]

    assert [line.count("L") for line in lines] == [1, 1, 0]
    assert len(list(drawing.iter(f"{SVG}circle"))) == 5
    assert {"Fonds, 28.0 s", "Hugo & Co, 29.0 s", "Pelican, 9.0 s", "1,000", "10,000"} <= set(texts)


def test_the_chart_needs_no_script_and_nothing_from_elsewhere() -> None:
    text = draw_chart(LINES)

    assert "<script" not in text
    assert "href" not in text
    assert "@media (prefers-color-scheme: dark)" in text


def test_a_single_size_is_drawn_too() -> None:
    read_drawing([Line(name="Fonds", points=((1_000, 3.0),))])


def test_a_logarithmic_scale_gives_every_decade_one_length() -> None:
    scale = Scale(low=1, high=1_000, start=0, end=300)

    assert [scale.place(value) for value in (1, 10, 100, 1_000)] == [0, 100, 200, 300]


def test_ticks_are_round_values_within_the_axis() -> None:
    assert list_ticks(0.4, 30) == [0.5, 1, 2, 5, 10, 20]


def test_no_label_covers_another_or_leaves_the_drawing() -> None:
    places = spread_labels([380, 382, 100, 101, 387])

    assert all(below - above >= LABEL_HEIGHT for above, below in pairwise(sorted(places)))
    assert max(places) < HEIGHT
    assert places[2] < places[3]
