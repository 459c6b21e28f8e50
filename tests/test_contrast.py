"""The colours of the default theme, computed: every text can be read on every ground that it stands on.

Contrast is that of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).resolve().parent.parent / "templates" / "assets" / "site.css").read_text(
    encoding="utf-8"
)
PLAIN = dict(re.findall(r"^  --([a-z-]+): (#[0-9a-f]{6});", CSS, re.MULTILINE))
"""Colours for browsers that know no `light-dark()`."""
LIGHT, DARK = (
    {name: pair[place] for name, *pair in re.findall(r"--([a-z-]+): light-dark\((#\w{6}), (#\w{6})\);", CSS)}
    for place in (0, 1)
)

TEXTS = ("ink", "muted", "link", "visited", "warn")
CODE = ("comment", "keyword", "string", "number", "name", "builtin", "error")


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """From 1, of a colour on itself, to 21, of black on white."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_it_is_defined() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_browsers_without_light_dark_have_the_light_colours() -> None:
    assert PLAIN == LIGHT
    assert LIGHT.keys() == DARK.keys()


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "panel"])
@pytest.mark.parametrize("text", TEXTS)
def test_text_can_be_read_on_every_ground(scheme: dict[str, str], ground: str, text: str) -> None:
    assert contrast(scheme[text], scheme[ground]) >= 6


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("part", CODE)
def test_code_can_be_read_on_its_panel(scheme: dict[str, str], part: str) -> None:
    assert contrast(scheme[f"code-{part}"], scheme["panel"]) >= 5.8


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_marked_can_be_read(scheme: dict[str, str]) -> None:
    assert contrast(scheme["ink"], scheme["mark"]) >= 7
    assert contrast(scheme["link"], scheme["mark"]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("sign", ["focus", "edge", "bar"])
def test_what_is_no_text_can_be_seen(scheme: dict[str, str], sign: str) -> None:
    """WCAG 1.4.11 asks for 3."""
    assert contrast(scheme[sign], scheme["paper"]) >= 3
    assert contrast(scheme[sign], scheme["panel"]) >= 3
