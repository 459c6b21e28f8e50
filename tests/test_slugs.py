"""Labels become slugs."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from builder.routes import checked_segment
from builder.slugs import LONGEST_SLUG, is_slug, slugify

LABELS = {
    "The Dawn of Dune": "the-dawn-of-dune",
    "  Dune:   a --- novel! ": "dune-a-novel",
    "C": "c",
    "C++": "c-plus-plus",
    "C#": "c-sharp",
    "F# and C++": "f-sharp-and-c-plus-plus",
    "#1 ranked": "1-ranked",
    "+1": "1",
    "AT&T": "at-and-t",
    "50% off @ home": "50-percent-off-at-home",
    "O'Brien": "obrien",
    "O’Brien": "obrien",
    "STRASSE": "strasse",
    "Straße": "strasse",
    "Éa": "éa",
    "E\N{COMBINING ACUTE ACCENT}a": "éa",
    "ﬁle №1": "file-no1",
    "東京": "東京",
    "हिन्दी भाषा": "हिन्दी-भाषा",
    "می‌خواهم": "میخواهم",
    "a/b": "a-b",
    "under_score": "under-score",
    "con": "con-",
    "LPT¹": "lpt1-",
    "console": "console",
    "": "",
    "!?…": "",
    "🙂": "",
    "\N{COMBINING ACUTE ACCENT}": "",
}


@pytest.mark.parametrize("label", LABELS)
def test_a_label_has_one_slug(label: str) -> None:
    """Case, accents' spelling, punctuation and signs that tell names apart."""
    assert LABELS[label] == slugify(label)


def test_long_labels_stay_apart() -> None:
    """What is cut off still counts, by its digest."""
    one, other = slugify("word " * 60 + "one"), slugify("word " * 60 + "other")

    assert one != other
    assert one.rpartition("-")[0] == other.rpartition("-")[0]
    assert len(one.encode()) <= LONGEST_SLUG


def test_a_long_label_is_cut_between_characters() -> None:
    """A name of three-byte characters stays text."""
    assert slugify("京" * 200).startswith("京" * 46)


@settings(deadline=None)
@given(st.text())
@example("ͅ")
@example("ΐ")
@example("İ")
@example("con.")
@example("¹" * 3)
@example("ﷺ" * 40)
def test_any_slug_is_a_name_of_a_route(label: str) -> None:
    """A label makes nothing, or what the gate to output paths lets pass."""
    slug = slugify(label)

    assert slug in ("", checked_segment(slug or "-"))
    assert len(slug.encode()) <= LONGEST_SLUG + 1
    assert not slug or is_slug(slug)


@settings(deadline=None)
@given(st.text())
@example("ͅ")
@example("ᾳ\N{COMBINING GRAVE ACCENT}")
@example("word " * 60)
@example("con")
@example("c++")
def test_a_slug_is_its_own_slug(label: str) -> None:
    """Terms of terms are the same terms."""
    assert slugify(label) == slugify(slugify(label))


@settings(deadline=None)
@given(st.text())
def test_case_does_not_part_labels(label: str) -> None:
    """`DUNE` and `dune` are one term."""
    assert slugify(label) == slugify(label.casefold())


@pytest.mark.parametrize("text", ["dune", "Dune_2.0", "a~b", "1916-10-17", "हिन्दी", "東京", "-", "_index"])
def test_a_name_that_needs_no_encoding_stands_as_it_is(text: str) -> None:
    """Authors choose their slugs, also in scripts whose vowels are marks."""
    assert is_slug(text)


@pytest.mark.parametrize(
    "text", ["", ".dune", "a b", "a/b", "a?", "a%20b", "a\0", "it's", "a+b", "می\u200cخواهم"]
)
def test_a_name_that_needs_encoding_is_no_slug(text: str) -> None:
    """What an address would have to spell as %20 is not promised to readers."""
    assert not is_slug(text)
