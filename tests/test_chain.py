"""The way of a piece: what several parts of its front matter say of one step is told once, in the order of time."""

import re

import pytest
from archive import Archive

from builder.pages.language_names import name_language


def steps_of(archive: Archive, slug: str = "piece") -> list[str]:
    """The steps of an article's chain, each as its words."""
    page = archive.read(f"articles/{slug}/")
    chain = page[page.index('<ol class="chain">') :]
    steps = re.findall(r"<li>(.*?)</li>", chain[: chain.index("</ol>")], re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", "", step).split()) for step in steps]


def build_steps(archive: Archive, **fields: object) -> list[str]:
    """The chain of an article with this front matter."""
    archive.article("piece", "Some words.\n", **fields)
    archive.build()
    return steps_of(archive)


HERALD = {"publication": "The Herald", "published": "1916-10-17", "posted": "2016-10-18"}
PUBLISHED = "17 October 1916 First published in The Herald"
POSTED = "18 October 2016 Posted in this archive"


def test_chain_leads_from_the_original_by_reprint_and_copy_to_this_archive(archive: Archive) -> None:
    steps = build_steps(
        archive,
        **HERALD,
        original_url="https://herald.example/bridge",
        archived=[
            {"url": "https://web.archive.org/web/2001/https://herald.example/bridge", "date": "2001-05-06"}
        ],
        provenance=[{"event": "reprinted", "agent": "The Courier", "date": "1917", "note": "with a map"}],
    )

    assert steps == [
        f"{PUBLISHED} Original at herald.example",
        "1917 Reprinted by The Courier With a map",
        "6 May 2001 Archived by Internet Archive Copy at web.archive.org",
        POSTED,
    ]


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ({"event": "published", "agent": "The Herald", "date": "1916-10-17"}, PUBLISHED),
        ({"event": "published"}, PUBLISHED),
        (
            {"event": "first printed", "agent": "Herald", "date": "1916-10"},
            f"{PUBLISHED} Herald",
        ),
        ({"event": "published", "agent": "The Herald, morning edition"}, f"{PUBLISHED} Morning edition"),
        ({"event": "issued as a leaflet", "agent": "Herald"}, f"{PUBLISHED} Issued as a leaflet by Herald"),
    ],
)
def test_event_that_says_the_same_as_the_source_is_one_step_with_it(
    archive: Archive, event: dict[str, str], told: str
) -> None:
    steps = build_steps(archive, **HERALD, original_url="https://herald.example/bridge", provenance=[event])

    assert steps == [f"{told} Original at herald.example", POSTED]


@pytest.mark.parametrize(
    "event",
    [
        {"event": "published", "agent": "The Courier", "date": "1916-10-17"},
        {"event": "published again", "agent": "The Herald", "date": "1916-10-17"},
        {"event": "reprinted", "agent": "The Herald", "date": "1916-10-17"},
        {"event": "published", "agent": "The Herald", "date": "1917"},
        {"event": "published", "agent": "The Herald", "url": "https://courier.example/"},
        {"event": "delivered", "date": "1916-10-17"},
    ],
)
def test_event_that_says_something_else_is_a_step_of_its_own(archive: Archive, event: dict[str, str]) -> None:
    steps = build_steps(archive, **HERALD, original_url="https://herald.example/bridge", provenance=[event])

    assert len(steps) == 3


@pytest.mark.parametrize(
    "event",
    [
        {"event": "captured", "url": "http://web.archive.org/web/2001/x/"},
        {"event": "captured", "agent": "The Internet Archive", "date": "2001-05-06"},
    ],
)
def test_event_that_says_the_same_as_an_archived_copy_is_one_step_with_it(
    archive: Archive, event: dict[str, str]
) -> None:
    copy = {"url": "https://web.archive.org/web/2001/x", "date": "2001-05-06"}

    steps = build_steps(archive, **HERALD, archived=[copy], provenance=[event])

    keeper = event.get("agent", "Internet Archive")
    assert steps[1:] == [f"6 May 2001 Captured by {keeper} Copy at web.archive.org", POSTED]


def test_event_of_a_copy_at_a_host_that_is_not_known_tells_who_keeps_it(archive: Archive) -> None:
    event = {"event": "captured", "agent": "Copy Keepers", "date": "2001-05-06"}
    copy = {"url": "https://copies.example/1", "date": "2001-05-06"}

    steps = build_steps(archive, **HERALD, archived=[copy], provenance=[event])

    assert steps[1:] == ["6 May 2001 Captured by Copy Keepers Copy at copies.example", POSTED]


def test_source_dated_to_a_year_is_told_the_day_that_an_event_knows(archive: Archive) -> None:
    event = {"event": "published", "agent": "The Herald", "date": "1916-10-17"}

    steps = build_steps(archive, publication="The Herald", published="1916", provenance=[event])

    assert steps[0].startswith("1916 First published in The Herald Published (17 October 1916)")


def test_piece_of_this_archive_stays_its_own_whatever_an_event_says(archive: Archive) -> None:
    event = {"event": "written", "agent": "A. Ensor", "date": "2016-10-18"}

    steps = build_steps(
        archive, kind="original", published="2016-10-18", posted="2016-10-18", provenance=[event]
    )

    assert steps == [
        "18 October 2016 First published in this archive",
        "18 October 2016 Written by A. Ensor",
    ]


def test_copy_without_a_day_has_that_of_its_event(archive: Archive) -> None:
    event = {"event": "captured", "url": "https://copies.example/1", "date": "2001-05"}

    steps = build_steps(archive, **HERALD, archived=[{"url": "https://copies.example/1"}], provenance=[event])

    assert steps[1:] == ["May 2001 Captured Copy at copies.example", POSTED]


def test_event_by_which_a_piece_was_posted_is_one_step_with_the_day_of_posting(archive: Archive) -> None:
    event = {"event": "posted", "agent": "J. Berg", "date": "2016-10-18", "note": "from a scan"}

    assert build_steps(archive, **HERALD, provenance=[event])[1:] == [f"{POSTED} By J. Berg From a scan"]


def test_steps_stand_in_the_order_of_time_and_undated_ones_behind_those_before_them(archive: Archive) -> None:
    events = [
        {"event": "found", "date": "1950~"},
        {"event": "cleaned"},
        {"event": "written", "agent": "A. Ensor", "date": "1915"},
    ]

    steps = build_steps(archive, **HERALD, provenance=events)

    assert steps == [
        "1915 Written by A. Ensor",
        f"{PUBLISHED} No online original known",
        "c. 1950 Found",
        "Date not known Cleaned",
        POSTED,
    ]


def test_what_is_not_known_of_a_step_is_said_in_words(archive: Archive) -> None:
    steps = build_steps(archive, archived=[{"url": "https://copies.example/1"}])

    assert steps == [
        "Date not known First published Publication not known No online original known",
        "Date not known Archived Copy at copies.example",
        "Day not stated Posted in this archive",
    ]


def test_uncertain_date_stays_uncertain(archive: Archive) -> None:
    steps = build_steps(archive, publication="The Herald", published="1916?", published_as="1916 or so")

    assert steps[0].startswith("1916 (uncertain) (printed as “1916 or so”) First published in The Herald")


def test_parts_that_came_out_one_after_the_other_are_steps_of_their_own(archive: Archive) -> None:
    events = [
        {"event": "first part issued, with a map", "agent": "The Herald", "date": "1916-10-17"},
        {"event": "second part issued", "date": "1916-11-01"},
    ]

    steps = build_steps(
        archive, publication="The Herald", published="1916-10-17/1916-11-01", provenance=events
    )

    assert steps == [
        "17 October – 1 November 1916 First published in The Herald No online original known",
        "17 October 1916 First part issued, with a map, by The Herald",
        "1 November 1916 Second part issued",
        "Day not stated Posted in this archive",
    ]


def test_talk_without_a_publication_is_told_by_its_event(archive: Archive) -> None:
    event = {"event": "given as a talk", "agent": "A. Ensor", "date": "1951~"}

    steps = build_steps(archive, published="1951~", posted="2016-10-18", provenance=[event])

    assert steps == ["c. 1951 Given as a talk by A. Ensor No online original known", POSTED]


def test_translation_is_not_said_to_be_published_first(archive: Archive) -> None:
    steps = build_steps(archive, **HERALD, translator="J. Berg")

    assert steps[0].startswith("17 October 1916 Translation published in The Herald")


def test_piece_written_for_this_archive_has_one_step(archive: Archive) -> None:
    steps = build_steps(archive, kind="original", published="2016-10-18", posted="2016-10-18")

    assert steps == ["18 October 2016 First published in this archive"]


def test_chain_of_a_withdrawn_piece_ends_with_that(archive: Archive) -> None:
    reason = {"date": "2020-01-01", "reason": "It was printed twice."}

    steps = build_steps(archive, **HERALD, status="withdrawn", withdrawn=reason)

    assert steps[-2:] == [POSTED, "1 January 2020 Withdrawn from this archive"]


def test_original_is_a_robust_link_with_the_oldest_dated_copy(archive: Archive) -> None:
    build_steps(
        archive,
        original_url="https://herald.example/a?b=1&c=2",
        archived=[
            {"url": "https://copies.example/undated"},
            {"url": "https://copies.example/2", "date": "2002-01-01"},
            {"url": "https://copies.example/1", "date": "2001-01-01"},
        ],
    )

    aside = archive.read("articles/piece/").split("<aside", 1)[1]
    assert (
        'href="https://herald.example/a?b=1&amp;c=2" rel="external noopener" '
        'data-originalurl="https://herald.example/a?b=1&amp;c=2" '
        'data-versionurl="https://copies.example/1" data-versiondate="2001-01-01"' in aside
    )


def test_robust_link_names_no_copy_of_which_the_day_is_not_known(archive: Archive) -> None:
    copy = {"url": "https://copies.example/undated"}
    build_steps(archive, original_url="https://herald.example/a", archived=[copy])

    aside = archive.read("articles/piece/").split("<aside", 1)[1]
    assert 'data-originalurl="https://herald.example/a"' in aside
    assert "data-version" not in aside


def test_doi_leads_to_an_original_without_an_address(archive: Archive) -> None:
    steps = build_steps(archive, **HERALD, doi="10.1000/182")

    assert steps[0] == f"{PUBLISHED} The original, by its DOI"


@pytest.mark.parametrize(
    ("tag", "name"),
    [("de", "German"), ("pt-BR", "Portuguese (pt-BR)"), ("tlh", "tlh"), ("FR", "French")],
)
def test_language_has_its_name_in_words(tag: str, name: str) -> None:
    assert name_language(tag) == name
