"""The review queue: what was guessed, and what stands there now."""

from factories import make_article

from builder.check.findings import ReviewNote
from builder.check.review_queue import list_queue
from builder.load.repost import REVIEW_REASONS


def note_of(note: str, **fields: object) -> ReviewNote:
    (entry,) = list_queue([make_article("a", review=(note,), **fields)])  # type: ignore[arg-type]
    return entry.notes[0]


def test_queue_is_in_the_order_of_files_whatever_the_articles() -> None:
    articles = [make_article(slug, review=("Look.",), key_lines={"review": 7}) for slug in ("b", "c", "a")]

    queue = list_queue([*articles, make_article("d")])

    assert [entry.file for entry in queue] == [f"content/articles/{slug}.md" for slug in "abc"]
    assert [entry.line for entry in queue] == [7, 7, 7]
    assert queue == list_queue(reversed(articles))


def test_note_about_a_field_comes_with_what_stands_there_now() -> None:
    assert note_of("`published` was read from the address", published="1916-10") == ReviewNote(
        note="`published` was read from the address", field="published", value="1916-10"
    )
    assert note_of("publication: guessed from the host", publication="The Herald").value == "The Herald"
    assert note_of("authors: two or one?", authors=["Ada Ensor", "Jan Berg"]).value == "Ada Ensor; Jan Berg"
    assert note_of("lang: guessed").value == "en"
    assert note_of("tags: taken from the site", tags=("a", "b")).value == "a; b"
    assert note_of("byline: nothing found").value == ""


def test_reasons_of_clippings_are_about_fields() -> None:
    note = note_of(REVIEW_REASONS["publication-unverified"], publication="Plainview")

    assert (note.field, note.value) == ("publication", "Plainview")


def test_every_reason_of_clippings_but_that_of_the_encoding_has_its_field() -> None:
    without = [reason for reason, words in REVIEW_REASONS.items() if not note_of(words).field]

    assert without == ["encoding-guessed"]


def test_other_words_are_about_no_field() -> None:
    assert note_of("Is this the whole piece?") == ReviewNote(note="Is this the whole piece?")
