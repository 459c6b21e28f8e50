"""Plain-text reposts, from bytes to fields."""

import codecs
import re
import time
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builder.load.byline import Byline
from builder.load.names import Name
from builder.load.repost import REVIEW_REASONS, Repost, decode_clipping, parse_repost

KNOWN = ("The New York Times", "Newsday, New York", "The Plainview Herald", "Law and Order Magazine")

CREDIT = "Mary Roe, The Guardian, March 1, 2011"


def clip(*blocks: str, posted: str | None = "Posted on March 2, 2011") -> str:
    """A clipping of blocks with blank lines between."""
    return "\n\n".join([posted, *blocks] if posted else blocks) + "\n"


def byline(as_printed: str = CREDIT, *names: str, **changes: object) -> Byline:
    """What `CREDIT` says, but for the changes."""
    said: dict[str, object] = {
        "publication": "The Guardian",
        "published": "2011-03-01",
        "published_as": "March 1, 2011",
    }
    persons = tuple(Name(name) for name in names or ("Mary Roe",))
    return Byline(**{"as_printed": as_printed, "names": persons, **said, **changes})  # type: ignore[arg-type]


def expect(**changes: object) -> Repost:
    """What `clip("Wells Run Dry", CREDIT, "It rained.")` says, but for the changes."""
    usual: dict[str, object] = {
        "posted": "2011-03-02",
        "posted_as": "Posted on March 2, 2011",
        "title": "Wells Run Dry",
        "deck": None,
        "byline": byline(),
        "dateline": None,
        "paragraphs": ("It rained.",),
        "body_line": 7,
    }
    return Repost(**{**usual, **changes})  # type: ignore[arg-type]


def credited(printed: str) -> str:
    """The usual clipping with another byline."""
    return clip("Wells Run Dry", printed, "It rained.")


MISSING = ("no-byline", "no-author", "no-publication", "no-published-date")

PROTOTYPE_CASES = {
    "the canonical clipping": (
        clip(
            "Wells Run Dry",
            "Mary Roe, The Plainview Herald, March 1, 2011",
            "PLAINVIEW, Ohio (AP) — It rained.",
            "{snip}",
            "It stopped.",
        ),
        expect(
            byline=byline(
                "Mary Roe, The Plainview Herald, March 1, 2011", publication="The Plainview Herald"
            ),
            dateline="PLAINVIEW, Ohio",
            paragraphs=("PLAINVIEW, Ohio (AP) — It rained.", "{snip}", "It stopped."),
            extent="excerpt",
        ),
    ),
    "no blank lines at all": (
        clip(
            "WELLS RUN DRY", "Mary Roe, Plainview Herald, Mar. 1, 2011", "It rained.", "It stopped."
        ).replace("\n\n", "\n"),
        expect(
            title="WELLS RUN DRY",
            byline=byline(
                "Mary Roe, Plainview Herald, Mar. 1, 2011",
                publication="The Plainview Herald",
                published_as="Mar. 1, 2011",
            ),
            paragraphs=("It rained.\nIt stopped.",),
            body_line=4,
            review=("title-all-caps",),
        ),
    ),
    "an agency instead of an author": (
        credited("BBC News, March 1, 2011"),
        expect(
            byline=byline(
                "BBC News, March 1, 2011", names=(Name("BBC News", literal=True),), publication="BBC News"
            )
        ),
    ),
    "three authors, one of them junior": (
        credited("E. J. Poe, Jr., Mary Roe and Ann Lee, The New York Times, March 1, 2011"),
        expect(
            byline=byline(
                "E. J. Poe, Jr., Mary Roe and Ann Lee, The New York Times, March 1, 2011",
                "E. J. Poe, Jr.",
                "Mary Roe",
                "Ann Lee",
                publication="The New York Times",
            )
        ),
    ),
    "a publication with a comma": (
        credited("Mary Roe, Newsday, New York, March 1, 2011"),
        expect(byline=byline("Mary Roe, Newsday, New York, March 1, 2011", publication="Newsday, New York")),
    ),
    "a publication with and": (
        credited("Mary Roe, Law and Order Magazine, March 2011"),
        expect(
            byline=byline(
                "Mary Roe, Law and Order Magazine, March 2011",
                publication="Law and Order Magazine",
                published="2011-03",
                published_as="March 2011",
            )
        ),
    ),
    "a byline of two lines": (
        credited("By Mary Roe\nThe Plainview Herald, Tuesday, March 1, 2011"),
        expect(
            byline=byline(
                "By Mary Roe\nThe Plainview Herald, Tuesday, March 1, 2011",
                publication="The Plainview Herald",
                published_as="Tuesday, March 1, 2011",
            ),
            body_line=8,
        ),
    ),
    "a publication in brackets": (
        credited("Mary Roe (The Guardian), 1 March 2011"),
        expect(byline=byline("Mary Roe (The Guardian), 1 March 2011", published_as="1 March 2011")),
    ),
    "pipes": (
        credited("Mary Roe | The Guardian | 1 March 2011"),
        expect(byline=byline("Mary Roe | The Guardian | 1 March 2011", published_as="1 March 2011")),
    ),
    "a deck": (
        clip("Wells Run Dry", "How a county forgot what a bucket is for", CREDIT, "It rained."),
        expect(deck="How a county forgot what a bucket is for", body_line=9),
    ),
    "a wrapped title": (
        clip("Wells Run Dry\nFrom One End to the Other", CREDIT, "It rained."),
        expect(title="Wells Run Dry From One End to the Other", body_line=8),
    ),
    "a title with commas and a year": (
        clip("Prague, Bohemia, 1968", CREDIT, "It rained."),
        expect(title="Prague, Bohemia, 1968"),
    ),
    "a title that is a date": (
        clip("November 9, 1989", CREDIT, "It rained."),
        expect(title="November 9, 1989"),
    ),
    "no byline": (
        clip(
            "Wells Run Dry", "This is only how the text begins, and on it goes. Then it ends.", "It rained."
        ),
        expect(
            byline=None,
            paragraphs=("This is only how the text begins, and on it goes. Then it ends.", "It rained."),
            body_line=5,
            review=MISSING,
        ),
    ),
    "no posted line": (
        clip("Wells Run Dry", CREDIT, "It rained.", posted=None),
        expect(posted=None, posted_as=None, body_line=5, review=("no-posted-line",)),
    ),
    "a year": (
        credited("Mary Roe, The Masses, 1916"),
        expect(
            byline=byline(
                "Mary Roe, The Masses, 1916", publication="The Masses", published="1916", published_as="1916"
            )
        ),
    ),
    "about a year": (
        credited("Mary Roe, The Masses, c. 1916"),
        expect(
            byline=byline(
                "Mary Roe, The Masses, c. 1916",
                publication="The Masses",
                published="1916~",
                published_as="c. 1916",
            )
        ),
    ),
    "a season and an unknown publication": (
        credited("Mary Roe, Dissent, Fall 1998"),
        expect(
            byline=byline(
                "Mary Roe, Dissent, Fall 1998",
                publication="Dissent",
                published="1998-23",
                published_as="Fall 1998",
                review=("publication-unverified",),
            ),
            review=("publication-unverified",),
        ),
    ),
    "dates in numbers": (
        clip("Wells Run Dry", "Mary Roe, The Sun, 02/03/2011", "It rained.", posted="Posted on 03/04/2011"),
        expect(
            posted="2011-03-04",
            posted_as="Posted on 03/04/2011",
            byline=byline(
                "Mary Roe, The Sun, 02/03/2011",
                publication="The Sun",
                published="2011-02-03",
                published_as="02/03/2011",
                review=("ambiguous-numeric-date",),
            ),
            review=("ambiguous-numeric-date",),
        ),
    ),
    "a range of days": (
        credited("Mary Roe, The Economist, February 5-11, 2011"),
        expect(
            byline=byline(
                "Mary Roe, The Economist, February 5-11, 2011",
                publication="The Economist",
                published="2011-02-05/2011-02-11",
                published_as="February 5-11, 2011",
            )
        ),
    ),
    "an agency alone": (
        credited("Associated Press, March 1, 2011"),
        expect(
            byline=byline(
                "Associated Press, March 1, 2011",
                names=(Name("Associated Press", literal=True),),
                publication="Associated Press",
            )
        ),
    ),
    "particles in name and publication": (
        credited("Piet Hein van der Meer, de Volkskrant, 1 March 2011"),
        expect(
            byline=byline(
                "Piet Hein van der Meer, de Volkskrant, 1 March 2011",
                "Piet Hein van der Meer",
                publication="de Volkskrant",
                published_as="1 March 2011",
                review=("publication-unverified",),
            ),
            review=("publication-unverified",),
        ),
    ),
    "published after it was posted": (
        credited("Mary Roe, The Guardian, March 5, 2011"),
        expect(
            byline=byline(
                "Mary Roe, The Guardian, March 5, 2011", published="2011-03-05", published_as="March 5, 2011"
            ),
            review=("published-after-posted",),
        ),
    ),
    "an hour, a poster and a tail": (
        clip(
            "Wells Run Dry",
            CREDIT,
            "It rained.",
            "Original article: https://paper.example/wells",
            "Tags: water, ohio",
            posted="Posted on March 2, 2011 at 9:14 pm by admin",
        ),
        expect(
            posted_as="Posted on March 2, 2011 at 9:14 pm by admin",
            tags=("water", "ohio"),
            original_url="https://paper.example/wells",
            labelled_lines=("Original article: https://paper.example/wells", "Tags: water, ohio"),
        ),
    ),
    "carriage returns": (
        clip("Mary’s Wells", CREDIT, "It rained—hard.").replace("\n", "\r\n"),
        expect(title="Mary’s Wells", paragraphs=("It rained—hard.",)),
    ),
    "a body that begins like a byline": (
        clip("Wells Run Dry", CREDIT, "All of it ended in Prague, Bohemia, on August 21, 1968", "It rained."),
        expect(paragraphs=("All of it ended in Prague, Bohemia, on August 21, 1968", "It rained.")),
    ),
    "no publication": (
        credited("Mary Roe, March 1, 2011"),
        expect(
            byline=byline("Mary Roe, March 1, 2011", publication=None),
            review=("no-publication",),
        ),
    ),
}


@pytest.mark.parametrize("case", PROTOTYPE_CASES)
def test_known_shapes_are_parted_field_by_field(case: str) -> None:
    """The 27 shapes that clippings were seen in; the whole record is compared."""
    text, expected = PROTOTYPE_CASES[case]

    assert parse_repost(text, KNOWN) == expected


POSTED_LINES = {
    "Posted on Tuesday, March 1, 2011": "2011-03-01",
    "posted: 1 March 2011": "2011-03-01",
    "Posted March 1, 2011": "2011-03-01",
    "Published on March 1, 2011": "2011-03-01",
    "Archived 2011-03-01": "2011-03-01",
    "Added on: March 1, 2011": "2011-03-01",
    "Reposted on March 1, 2011 by the desk": "2011-03-01",
    "Posted on March 1, 2011 in Water": "2011-03-01",
    "Posted by Jane Q. Public on March 1, 2011": "2011-03-01",
    "Posted in Water on March 1, 2011": "2011-03-01",
    "Posted on March 1, 2011 9:14 pm": "2011-03-01",
    "Posted on Tue, 03/15/2011 - 21:14": "2011-03-15",
    "Posted on Sun, March 6, 2011": "2011-03-06",
    "Posted on 2011-03-01T21:14:00Z": "2011-03-01",
    "Posted on March 1, 2011 | Comments (3)": "2011-03-01",
    "Posted on March 1, 2011.": "2011-03-01",
}


@pytest.mark.parametrize("line", POSTED_LINES)
def test_posted_lines_are_read_and_kept(line: str) -> None:
    """The day is taken from whatever stands around it."""
    repost = parse_repost(clip("Wells Run Dry", CREDIT, "It rained.", posted=line))

    assert (repost.posted, repost.posted_as) == (POSTED_LINES[line], line)
    assert (repost.title, repost.byline) == ("Wells Run Dry", byline())


@pytest.mark.parametrize(
    "line",
    ["Posted on February 30, 2011", "Posted on 10/18/16", "Posted on March 2011", "Posted: Octobre 3, 2011"],
)
def test_an_unreadable_posted_line_is_no_title(line: str) -> None:
    """It is kept, and no day is made of it."""
    repost = parse_repost(clip("Wells Run Dry", CREDIT, "It rained.", posted=line))

    assert (repost.posted, repost.posted_as, repost.title) == (None, line, "Wells Run Dry")
    assert repost.review == ("posted-date-unreadable",)


@pytest.mark.parametrize(
    "title",
    [
        "Published and Be Damned",
        "Posted to Ohio",
        "Published 1916",
        "Posted on a Church Door",
        "Filed March 1, 2011: What the Court Was Told",
        "Berlin, Germany, 1989",
        "September 11, 2001",
        "By Degrees",
        "Mary Roe, The Plainview Herald, March 1, 2010",
        "The New York Times",
        "Tags: A Love Story",
        "1984",
    ],
)
def test_titles_may_look_like_anything(title: str) -> None:
    """The first line below the posted line is the title, whatever it says."""
    repost = parse_repost(clip(title, CREDIT, "It rained."), KNOWN)

    assert repost == expect(title=title)


@pytest.mark.parametrize("title", ["Published and Be Damned", "Posted to Ohio", "Filed 1916"])
def test_a_title_like_a_posted_line_needs_no_posted_line(title: str) -> None:
    """Without a day behind it the word begins a title."""
    assert parse_repost(clip(title, CREDIT, "It rained.", posted=None)).title == title


@pytest.mark.parametrize(
    ("deck", "credit"),
    [
        ("Berlin, Germany, 1989", "Mary Roe, Dissent, Fall 1998"),
        ("The Long Drought, 1914-1918", "Mary Roe, Dissent, Fall 1998"),
        ("The Long Drought, 1914-1918", CREDIT),
        ("It was the year nobody drank.", "Mary Roe, Dissent, Fall 1998"),
        ("By Hook or by Crook", "Mary Roe, The Guardian, March 1, 2011"),
        ("What We Know, and What The New York Times Knows", CREDIT),
    ],
)
def test_the_best_line_is_the_byline_not_the_first(deck: str, credit: str) -> None:
    """A deck may have a date, a place or a publication in it."""
    repost = parse_repost(clip("Wells Run Dry", deck, credit, "It rained."), KNOWN)

    assert (repost.title, repost.deck, repost.paragraphs) == ("Wells Run Dry", deck, ("It rained.",))
    assert repost.byline
    assert repost.byline.as_printed == credit


@pytest.mark.parametrize(
    "credit",
    [
        "By Mary Roe\nThe Guardian, March 1, 2011",
        "By Mary Roe\n\nThe Guardian, March 1, 2011",
        "By Mary Roe\nThe Guardian\nMarch 1, 2011",
        "The Guardian, March 1, 2011\nBy Mary Roe",
        "By Mary Roe, The Guardian\nMarch 1, 2011",
    ],
)
def test_bylines_may_be_broken_over_lines(credit: str) -> None:
    """All of them are kept as printed, so that nothing is left for the body."""
    repost = parse_repost(clip("Wells Run Dry", credit, "It rained."))

    assert repost.byline == byline(re.sub("\n+", "\n", credit))
    assert repost.paragraphs == ("It rained.",)
    assert repost.deck is None


def test_by_alone_is_a_byline() -> None:
    """Who wrote it is known, where and when is not."""
    repost = parse_repost(clip("Wells Run Dry", "By Mary Roe", "It rained."))

    assert repost.byline == Byline(as_printed="By Mary Roe", names=(Name("Mary Roe"),))
    assert repost.review == ("no-publication", "no-published-date")


def test_a_publication_alone_is_a_byline() -> None:
    """The piece is unsigned, which a person has to confirm."""
    repost = parse_repost(credited("The Plainview Herald, March 1, 2011"), KNOWN)

    assert repost.byline == byline(
        "The Plainview Herald, March 1, 2011", names=(), publication="The Plainview Herald"
    )
    assert repost.review == ("no-author",)


def test_an_impossible_date_is_reported() -> None:
    """It stays as printed and becomes no EDTF."""
    repost = parse_repost(credited("Mary Roe, The Guardian, February 30, 2011"))

    assert repost.byline
    assert (repost.byline.published, repost.byline.published_as) == (None, "February 30, 2011")
    assert repost.review == ("impossible-date", "no-published-date")


def test_not_dated_is_an_answer() -> None:
    """A printed "n.d." needs no review."""
    repost = parse_repost(credited("Mary Roe, The Guardian, n.d."))

    assert repost == expect(
        byline=byline("Mary Roe, The Guardian, n.d.", published="unknown", published_as="n.d.")
    )


@pytest.mark.parametrize(
    ("printed", "late"),
    [("March 2011", False), ("April 2011", True), ("2012", True), ("2011", False), ("Winter 2011", False)],
)
def test_only_what_is_surely_later_is_late(printed: str, *, late: bool) -> None:
    """A month or year is later only if all of it is."""
    repost = parse_repost(credited(f"Mary Roe, The Guardian, {printed}"))

    assert ("published-after-posted" in repost.review) == late


def test_the_body_is_not_searched_for_bylines() -> None:
    """After two sentences, or one long line, the body has begun."""
    prose = ["He came.", "He went.", "Mary Roe, The Guardian, March 1, 2011"]
    long = ["word " * 60, "Mary Roe, The Guardian, March 1, 2011"]

    assert parse_repost(clip("Wells Run Dry", *prose)).byline is None
    assert parse_repost(clip("Wells Run Dry", *long)).byline is None


def test_a_wrapped_title_needs_no_byline() -> None:
    """A short first block is all title; prose in it is not."""
    wrapped = parse_repost(clip("Wells Run Dry\nFrom End to End", "It rained. It stopped."))
    prose = parse_repost(clip("Wells Run Dry\nIt rained all day.", "It stopped. It began."))

    assert wrapped.title == "Wells Run Dry From End to End"
    assert (prose.title, prose.paragraphs[0]) == ("Wells Run Dry", "It rained all day.")


def test_a_title_put_together_from_lines_is_reviewed() -> None:
    """Without blank lines nobody can tell a wrapped title from a deck."""
    repost = parse_repost(
        f"Posted on March 2, 2011\nWells Run Dry\nBuckets Do Not Help\n{CREDIT}\nIt rained."
    )

    assert repost.title == "Wells Run Dry Buckets Do Not Help"
    assert repost.review == ("title-joined",)


@pytest.mark.parametrize(
    ("start", "dateline"),
    [
        ("PLAINVIEW — It rained.", "PLAINVIEW"),
        ("PLAINVIEW, Ohio, March 1 (AP) - It rained.", "PLAINVIEW, Ohio"),
        ("NEW YORK (Reuters) – It rained.", "NEW YORK"),
        ("ST. PAUL, Minn. -- It rained.", "ST. PAUL, Minn."),
        ("SÃO PAULO, Brazil — It rained.", "SÃO PAULO, Brazil"),
        ("ALBANY, N.Y.— It rained.", "ALBANY, N.Y."),
        ("RALEIGH, North Carolina — It rained.", "RALEIGH, North Carolina"),
        ("Plainview — It rained.", None),
        ("It rained — hard.", None),
        ("A — that is the letter.", None),
        ("PLAINVIEW is dry.", None),
    ],
)
def test_datelines_are_recorded_and_stay(start: str, dateline: str | None) -> None:
    """A place in capitals and a dash, at the start of the body only."""
    repost = parse_repost(clip("Wells Run Dry", CREDIT, start, "PARIS — It did not."))

    assert repost.dateline == dateline
    assert repost.paragraphs == (start, "PARIS — It did not.")


@pytest.mark.parametrize("mark", ["{snip}", "[snip]", "{SNIP}", "[…]", "[...]", "[. . .]", "He said […] so."])
def test_elisions_make_an_excerpt_and_stay(mark: str) -> None:
    """What was left out was left out by somebody else, who said so."""
    repost = parse_repost(clip("Wells Run Dry", CREDIT, "It rained.", mark, "It stopped."))

    assert repost == expect(paragraphs=("It rained.", mark, "It stopped."), extent="excerpt")


@pytest.mark.parametrize("words", ["He paused … and left.", "A snip of hair.", "[sic]", "{ } ... [ ]"])
def test_other_marks_are_no_elision(words: str) -> None:
    """Only marks in brackets count."""
    assert parse_repost(clip("Wells Run Dry", CREDIT, words)).extent == "full"


TAILS: dict[str, dict[str, object]] = {
    "Tags: water, ohio ; dry wells": {"tags": ("water", "ohio", "dry wells")},
    "Topics: #water #ohio": {"tags": ("water", "ohio")},
    "Keywords: science/physics | ohio": {"tags": ("science/physics", "ohio")},
    "Source: https://paper.example/a?b=c.": {"original_url": "https://paper.example/a?b=c"},
    "Original article: The Guardian, https://paper.example/a": {"original_url": "https://paper.example/a"},
    "URL: http://paper.example": {"original_url": "http://paper.example"},
    "Translated by Ann Lee": {"translator": "Ann Lee"},
    "Translated from the Dutch by Ann Lee and Jan van Dam.": {"translator": "Ann Lee and Jan van Dam"},
    "Translation: Ann Lee": {"translator": "Ann Lee"},
    "Editor’s note: This piece was cut for length. It was longer.": {
        "note": "This piece was cut for length. It was longer."
    },
    "[Editor's note: It was longer.]": {"note": "It was longer."},
    "Copyright 2011 The Guardian. No part may be copied.": {
        "rights_notice": "Copyright 2011 The Guardian. No part may be copied."
    },
    "© Guardian News": {"rights_notice": "© Guardian News"},
    "Copyright: The Guardian": {"rights_notice": "Copyright: The Guardian"},
    "All rights reserved.": {"rights_notice": "All rights reserved."},
}


@pytest.mark.parametrize("line", TAILS)
def test_labelled_lines_at_the_end_are_no_body(line: str) -> None:
    """Each gives its field and is kept as printed."""
    repost = parse_repost(clip("Wells Run Dry", CREDIT, "It rained.", line))

    assert repost == expect(labelled_lines=(line,), **TAILS[line])


def test_a_whole_tail_is_read_in_order() -> None:
    """Lines of one kind are joined; the order is that of the page."""
    tail = [
        "Translated by Ann Lee",
        "Tags: water",
        "Tags: ohio",
        "© 2011 The Guardian.\nAll rights reserved.",
    ]
    repost = parse_repost(clip("Wells Run Dry", CREDIT, "It rained.", *tail))

    assert repost == expect(
        tags=("water", "ohio"),
        translator="Ann Lee",
        rights_notice="© 2011 The Guardian.\nAll rights reserved.",
        labelled_lines=(*tail[:3], "© 2011 The Guardian.", "All rights reserved."),
    )


def test_a_wrapped_note_is_one_note() -> None:
    """Its second line has no label of its own."""
    note = "Editor's note: This piece was\ncut for length."
    repost = parse_repost(clip("Wells Run Dry", CREDIT, "It rained.", note))

    assert repost == expect(note="This piece was cut for length.", labelled_lines=(note,))


def test_a_note_may_stand_before_the_body() -> None:
    """It joins the one behind it."""
    before, behind = "(Editor’s note: Long ago.)", "Editor's Note: No longer."
    repost = parse_repost(clip("Wells Run Dry", CREDIT, before, "It rained.", behind))

    assert repost == expect(note="Long ago.\nNo longer.", labelled_lines=(before, behind), body_line=9)


@pytest.mark.parametrize(
    "line",
    [
        "Source: a man who was there, and who will not be named.",
        "Source: Reuters",
        "Link: see above",
        "Original article: paper.example/a",
        "Tags: they hung from every coat, and nobody could read what they said to whom.",
        "Translated by a machine, it lost its charm.",
        "Copyright law is dull.",
        "Editors note the difference.",
        "Topics",
        "Tags:",
        "Source: https://paper.example/" + "a" * 300,
        "Editor's note: " + "word " * 150 + "end",
    ],
)
def test_prose_is_not_eaten_as_a_tail(line: str) -> None:
    """A label with a value that it does not promise is a sentence."""
    repost = parse_repost(clip("Wells Run Dry", CREDIT, "It rained.", line))

    assert repost == expect(paragraphs=("It rained.", line))


def test_labels_within_the_body_stay_there() -> None:
    """A tail ends where the body does."""
    repost = parse_repost(clip("Wells Run Dry", CREDIT, "Tags: water", "It rained."))

    assert repost == expect(paragraphs=("Tags: water", "It rained."))


def test_a_second_address_stays_in_the_body() -> None:
    """A piece has one original; which, is for a person to say."""
    repost = parse_repost(
        clip("Wells Run Dry", CREDIT, "It rained.", "Link: https://a.example", "Source: https://b.example")
    )

    assert repost.paragraphs == ("It rained.", "Link: https://a.example")
    assert repost.original_url == "https://b.example"


def test_a_source_line_stands_in_for_a_missing_byline() -> None:
    """Where the head has no byline, "Source:" may bring it."""
    repost = parse_repost(
        clip("Wells Run Dry", "It rained.", "Source: Mary Roe, The Guardian, March 1, 2011", "Tags: water")
    )

    assert repost == expect(
        byline=byline("Source: Mary Roe, The Guardian, March 1, 2011"),
        body_line=5,
        tags=("water",),
        labelled_lines=("Tags: water",),
    )


def test_long_lines_without_blank_ones_are_paragraphs() -> None:
    """Nobody wraps at that width; short lines may be verse or wrapped, and stay together."""
    first, second = "It rained all day. " * 10, "Then it stopped."
    long = parse_repost(clip("Wells Run Dry", CREDIT, f"{first}\n{second}"))
    short = parse_repost(clip("Wells Run Dry", CREDIT, "It rained\nall day."))

    assert long.paragraphs == (first.strip(), second)
    assert short.paragraphs == ("It rained\nall day.",)


def test_what_cannot_be_seen_is_cleaned_away() -> None:
    """Soft hyphens and zero widths go, odd spaces become spaces, accents are composed, joiners stay."""
    text = clip(
        "\ufeffWells\u00a0Run\u00ad Dry",
        CREDIT,
        "It\u200b rai\u2060ned\u202f\tcafe\u0301 \u06a9\u200c\u0647.",
    )
    repost = parse_repost(text)

    assert repost == expect(paragraphs=("It rained  café \u06a9\u200c\u0647.",))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_numbers_are_those_of_the_file(newline: str) -> None:
    """Blank lines at the top count; line breaks that editors do not show do not."""
    text = f"\n\n{clip('Wells Run Dry', CREDIT, 'It rained.')}".replace("\n", newline)
    paged = clip("Wells\fRun Dry", CREDIT, "It rained.\u2028It stopped.")

    assert parse_repost(text) == expect(body_line=9)
    assert parse_repost(paged).body_line == 7


def test_a_note_may_stand_above_the_title() -> None:
    """The title is what stands below it."""
    note = "Editor's note: The second of two parts."
    repost = parse_repost(clip(note, "Wells Run Dry", CREDIT, "It rained."))

    assert repost == expect(note="The second of two parts.", labelled_lines=(note,), body_line=9)


@pytest.mark.parametrize("line", ["OPINION", "LETTERS TO THE EDITOR", "BOOK REVIEW:"])
def test_a_section_above_the_title_is_no_title(line: str) -> None:
    """In capitals, and with a title below it."""
    assert parse_repost(clip(line, "Wells Run Dry", CREDIT, "It rained.")) == expect(
        section=line, body_line=9
    )


def test_a_section_in_small_letters_is_doubted() -> None:
    """It may be the title, and what follows the deck."""
    repost = parse_repost(clip("Travel", "Wells Run Dry", CREDIT, "It rained."))

    assert repost == expect(section="Travel", body_line=9, review=("section-doubtful",))


def test_a_title_that_names_a_section_stays_the_title() -> None:
    """Nothing else stands above the byline."""
    assert parse_repost(clip("OPINIONS", CREDIT, "It rained.")).title == "OPINIONS"


@pytest.mark.parametrize(
    "line",
    [
        "— Mary Roe, The Guardian, March 1, 2011",
        "-- Mary Roe, The Guardian, March 1, 2011",
        "[Mary Roe, The Guardian, March 1, 2011]",
        "(Mary Roe, The Guardian, March 1, 2011)",
    ],
)
def test_a_byline_may_stand_at_the_foot(line: str) -> None:
    """With a dash or in brackets, where the head has none."""
    text = ["It rained.", "It stopped.", "It began again."]
    repost = parse_repost(clip("Wells Run Dry", *text, line))

    assert repost == expect(byline=byline(line), paragraphs=tuple(text), body_line=5)


@pytest.mark.parametrize("dash", ["", "— "])
def test_a_byline_at_the_foot_of_a_few_words_is_doubted(dash: str) -> None:
    """They may be the deck of a piece that is missing."""
    repost = parse_repost(clip("Wells Run Dry", "It rained.", f"{dash}{CREDIT}", "Tags: water"))

    assert repost == expect(
        byline=byline(f"{dash}{CREDIT}"),
        body_line=5,
        tags=("water",),
        labelled_lines=("Tags: water",),
        review=("byline-at-foot",),
    )


@pytest.mark.parametrize(
    "line",
    ["— Mary Roe said so on March 1, 2011", "— March 1, 2011", "(It rained in Berlin, 1945)", "— Mary Roe"],
)
def test_prose_with_a_dash_is_no_byline_at_the_foot(line: str) -> None:
    """A quotation ends so, and an aside."""
    repost = parse_repost(clip("Wells Run Dry", "It rained. It stopped.", line))

    assert (repost.byline, repost.paragraphs[-1]) == (None, line)


def test_a_publication_may_stand_above_its_date() -> None:
    """Without an author, on two lines; what only stands where a publication might is none."""
    repost = parse_repost(clip("Wells Run Dry", "The Guardian\nMarch 1, 2011", "It rained."))
    doubtful = parse_repost(clip("Wells Run Dry", "Something Else\nMarch 1, 2011", "It rained."))

    assert repost == expect(
        byline=byline("The Guardian\nMarch 1, 2011", names=()), body_line=8, review=("no-author",)
    )
    assert doubtful.byline is None


def test_a_translator_may_stand_above_the_byline() -> None:
    """That line is no deck."""
    repost = parse_repost(clip("Wells Run Dry", "Translated by Ann Lee", CREDIT, "It rained."))

    assert repost == expect(translator="Ann Lee", labelled_lines=("Translated by Ann Lee",), body_line=9)


def test_a_name_above_a_byline_without_one_is_a_doubtful_deck() -> None:
    """A deck may be written as a name is."""
    repost = parse_repost(clip("Wells Run Dry", "Mary Roe", "The Guardian, March 1, 2011", "It rained."))

    assert (repost.deck, repost.review) == ("Mary Roe", ("deck-doubtful", "no-author"))


def test_a_label_before_the_title_is_doubted() -> None:
    """The lines below it may have labels too."""
    assert "title-labelled" in parse_repost("Title: Wells\nAuthor: Mary Roe\n\nIt rained.").review


def test_a_date_may_stand_alone_below_the_title() -> None:
    """It is most likely that of the piece, which a person has to confirm."""
    repost = parse_repost(clip("Wells Run Dry", "March 1, 2011", "PLAINVIEW — It rained."))

    assert repost.byline == Byline(
        as_printed="March 1, 2011",
        published="2011-03-01",
        published_as="March 1, 2011",
        review=("date-alone",),
    )
    assert (repost.dateline, repost.paragraphs) == ("PLAINVIEW", ("PLAINVIEW — It rained.",))
    assert repost.review == ("date-alone", "no-author", "no-publication")


@pytest.mark.parametrize("line", ["March 2011", "1916", "March 1, 2011\nIt rained."])
def test_a_date_in_the_text_is_no_byline(line: str) -> None:
    """Only a whole day that stands apart is one."""
    assert parse_repost(clip("Wells Run Dry", line, "It stopped.")).byline is None


@pytest.mark.parametrize("space", ["\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_line_break_breaks_lines(space: str) -> None:
    """Also those that only Unicode knows."""
    text = clip("Wells Run Dry", CREDIT, "It rained.").replace("\n", space)

    assert parse_repost(text) == expect(body_line=1)


def test_a_head_without_a_body_is_kept() -> None:
    """The body would begin below it."""
    assert parse_repost(clip("Wells Run Dry", CREDIT)) == expect(paragraphs=(), body_line=6)
    assert parse_repost("Wells Run Dry").title == "Wells Run Dry"


@pytest.mark.parametrize("text", ["", "\n\n", " \u200b\n\ufeff", "Posted on March 2, 2011\n"])
def test_without_a_title_there_is_nothing_to_archive(text: str) -> None:
    """The message names the mend."""
    with pytest.raises(ValueError, match="; write the title"):
        parse_repost(text)


def test_every_reason_is_explained() -> None:
    """No case here gives a reason that a person could not look up; each explanation is a sentence."""
    given = {reason for text, _ in PROTOTYPE_CASES.values() for reason in parse_repost(text, KNOWN).review}

    assert given <= set(REVIEW_REASONS)
    assert all(reason[0].isupper() and reason.endswith(".") for reason in REVIEW_REASONS.values())


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Wells—dry".encode(), "Wells—dry"),
        (codecs.BOM_UTF8 + "Wells—dry".encode(), "Wells—dry"),
        (codecs.BOM_UTF16_LE + "Wells—dry".encode("utf-16-le"), "Wells—dry"),
        (codecs.BOM_UTF16_BE + "Wells—dry".encode("utf-16-be"), "Wells—dry"),
        (codecs.BOM_UTF32_LE + "Wells—dry".encode("utf-32-le"), "Wells—dry"),
        (b"", ""),
    ],
)
def test_marked_and_valid_text_is_not_guessed(data: bytes, text: str) -> None:
    """A byte order mark, or bytes that fit UTF-8, leave no doubt."""
    assert decode_clipping(data) == (text, ())


def test_other_bytes_are_read_as_windows_text() -> None:
    """And say that this was a guess; a declared encoding is none."""
    assert decode_clipping(b"Mary\x92s wells\x97dry") == ("Mary’s wells—dry", ("encoding-guessed",))
    assert decode_clipping(b"\xd7\xe5\xeb\xee\xe2", "koi8-r")[1] == ()
    assert decode_clipping(b"Mary\x92s", "cp1252") == ("Mary’s", ())
    assert decode_clipping(b"caf\xe9", "ascii") == ("café", ("encoding-guessed",))


@pytest.mark.parametrize(
    ("data", "declared", "message"),
    [
        (b"a\x81b", None, "not valid text in utf-8 or cp1252; save it as text in UTF-8"),
        (b"a\0b", None, "NUL byte, so it is no plain text; save it"),
        ("a".encode("utf-16-le"), None, "NUL byte"),
        (codecs.BOM_UTF16_LE + b"a", None, "not valid text in utf-16; save"),
        (codecs.BOM_UTF8 + b"\xff", None, "not valid text in utf-8; save"),
        (b"\xff", "klingon", "no encoding 'klingon'; declare"),
        (b"\xff", "hex", "no encoding 'hex'; declare"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, declared: str | None, message: str) -> None:
    """With one ValueError that names the mend."""
    with pytest.raises(ValueError, match=message):
        decode_clipping(data, declared)


PIECES = st.sampled_from(
    [
        *(
            "Posted on March 2, 2011",
            "Posted on 99/99/2011 by admin",
            "Published",
            CREDIT,
            "By Mary Roe",
            "By",
        ),
        *(
            "Title",
            "A TITLE",
            "The Guardian, n.d.",
            "Berlin, 1945",
            "(",
            "{snip}",
            "PARIS — Rain.",
            "He left.",
        ),
        *(
            "Tags: a, b",
            "Tags: a",
            "Editor's note: x",
            "Source: https://a.example",
            "Link: https://b.example",
        ),
        *("© 2011", "Translated by Ann Lee", "Source: Mary Roe, The Guardian, 1916", "word " * 50, "Jr."),
        *(
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            " ",
            "\u00a0",
            "\u200b",
            "\u00ad",
            "\ufeff",
            "\x85",
            "\u2028",
            "\x1c",
            ", ",
        ),
    ]
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.just("\n"), st.text(max_size=9))).map("".join))


def words(*texts: str | None) -> Counter[str]:
    """How often each word occurs."""
    return Counter(word for text in texts if text for word in text.split())


def attempt(text: str) -> Repost | str:
    """The clipping, or why it is none."""
    try:
        return parse_repost(text, KNOWN)
    except ValueError as error:
        return str(error)


@given(TEXTS)
@example("Title\n\nBy Mary Roe\n\nThe Guardian, 1916\n\n[Editor's note: x]\n\nBody\n\nTags: a\n© 2011")
def test_nothing_is_lost(text: str) -> None:
    """Every word of the input is in exactly one place of the output, for any input that has a title."""
    visible = unicodedata.normalize("NFC", re.sub("[\u00ad\u200b\u2060\ufeff]", "", text))
    repost = attempt(text)
    if isinstance(repost, str):
        assert not visible.strip() or "posted line" in repost
        return

    assert words(visible) == words(
        repost.posted_as,
        repost.title,
        repost.deck,
        repost.byline.as_printed if repost.byline else None,
        *repost.paragraphs,
        *repost.labelled_lines,
    )
    assert set(repost.review) <= set(REVIEW_REASONS)
    assert all(repost.paragraphs)


@given(st.binary())
@example(b"\xff\xfe")
@example(b"\x81")
@example(codecs.BOM_UTF32_LE + b"\xff\xff\xff\xff")
def test_no_bytes_do_worse_than_a_value_error(data: bytes) -> None:
    """Whatever the file holds, the build can say what is wrong with it and how to mend it."""
    try:
        text, _ = decode_clipping(data)
        message = "" if parse_repost(text).title else "no title"
    except ValueError as error:
        message = str(error)

    assert not message or "; " in message


HOSTILE = [
    "a, " * 60_000,
    "a\n" * 100_000,
    "T\n\n" + "Tags: a\n" * 25_000,
    "T\n\n" + "Editor's note: a\n" * 12_000,
    "T\n" + (", - · | // " * 19 + " 1916\n") * 900,
    "T\n" + ("," * 215 + "1916\n") * 900,
    "T\n" + ("By a and " * 20 + "1916\n") * 900,
    "[ . . " * 33_000,
    "(" * 200_000,
    "A, " * 60_000 + "— x",
    "Posted by " + "a on " * 40_000,
    "x" + " " * 200_000 + "y",
    "\u200b" * 200_000 + "x",
    "T\n\n" + "http://" * 30_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:12].replace("\n", " ") for text in HOSTILE])
def test_hostile_text_is_no_trap(text: str) -> None:
    """200 KB of anything take well under a second."""
    start = time.process_time()
    parse_repost(text, KNOWN)

    assert time.process_time() - start < 1


def test_a_clipping_takes_about_a_millisecond() -> None:
    """5 KB, measured at its best of many, with room for slow machines."""
    text = clip("Wells Run Dry", CREDIT, *["It rained, and “nobody” – not even Mary – knew why. " * 5] * 20)
    known = frozenset(f"The {number}th Paper" for number in range(1000))
    times = []
    for _ in range(30):
        start = time.process_time()
        parse_repost(text, known)
        times.append(time.process_time() - start)

    assert min(times) < 0.003


SEED = Path(__file__).parents[3] / "shared" / "seeds" / "000_50fd83e3bab2ccff.txt"


@pytest.mark.skipif(not SEED.exists(), reason=f"the real clipping is not part of the repository: no {SEED}")
def test_a_real_clipping_is_read() -> None:
    """Its text may not be kept here, so its own lines say what is expected."""
    data = SEED.read_bytes()
    blocks = data.decode().replace("\u00a0", " ").strip().split("\n\n")
    author, publication, published_as = blocks[2].split(", ", 2)
    text, review = decode_clipping(data)

    assert review == ()
    assert len(blocks) == 25
    assert parse_repost(text) == Repost(
        posted="2016-10-18",
        posted_as=blocks[0],
        title=blocks[1],
        deck=None,
        byline=Byline(
            as_printed=blocks[2],
            names=(Name(author),),
            publication=publication,
            published="2016-10-18",
            published_as=published_as,
        ),
        dateline=None,
        paragraphs=tuple(blocks[3:]),
        body_line=7,
    )
