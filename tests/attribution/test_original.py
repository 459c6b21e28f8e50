"""An original as bibliographies know it."""

from factories import make_article

from builder.attribution import Archive, Name, Original, describe_original
from builder.dates import parse_date
from builder.model import Author, PublicationRecord, Source

ARCHIVE = Archive(title="Test archive")


def describe(source: Source, **publications: PublicationRecord) -> Original:
    article = make_article("dune", source=source)
    return describe_original(
        article, "", "", {record.name: record for record in publications.values()}, ARCHIVE
    )


def test_editors_and_translators_are_no_authors() -> None:
    credited = (
        Author(name="Ada Ensor"),
        Author(name="Ben Ito", role="editor"),
        Author(name="Cy Lund", role="Translator"),
        Author(name="Di Moss", role="photographs"),
    )

    original = describe(Source(authors=credited, translator="Eve Noor"))

    assert original.authors == (Name(family="Ensor", given="Ada"),)
    assert original.editors == (Name(family="Ito", given="Ben"),)
    assert original.translators == (Name(family="Lund", given="Cy"), Name(family="Noor", given="Eve"))
    assert original.others == (("photographs", Name(family="Moss", given="Di")),)


def test_the_authority_file_says_who_stands_behind_a_publication() -> None:
    herald = PublicationRecord(
        name="The Herald", publisher="Herald Press", place="Plainview", issn="1234-5679"
    )

    original = describe(Source(publication="The Herald"), herald=herald)

    assert (original.publisher, original.place, original.issn) == ("Herald Press", "Plainview", "1234-5679")


def test_the_place_of_a_piece_comes_before_that_of_its_publication() -> None:
    herald = PublicationRecord(name="The Herald", place="Plainview")

    assert describe(Source(publication="The Herald", place="Delta"), herald=herald).place == "Delta"


def test_what_was_written_for_the_archive_appeared_there() -> None:
    assert describe(Source(kind="original")).publication == "Test archive"


def test_an_unknown_date_is_none() -> None:
    assert describe(Source(published=parse_date("unknown"))).date is None
    assert describe(Source()).date is None


def test_a_piece_that_says_what_it_translates_is_a_translation() -> None:
    assert describe(Source(translation_of="dune")).is_translation
    assert describe(Source(translator="Eve Noor")).is_translation
    assert not describe(Source()).is_translation


def test_a_publication_that_no_authority_file_knows_stands_alone() -> None:
    original = describe(
        Source(publication="The Gazette"), herald=PublicationRecord(name="The Herald", issn="1")
    )

    assert (original.publication, original.publisher, original.issn) == ("The Gazette", "", "")


def test_an_article_without_credits_is_unsigned() -> None:
    original = describe(Source(byline="From our correspondent"))

    assert (original.authors, original.editors, original.translators, original.others) == ((), (), (), ())


def test_an_uncertain_date_is_a_date() -> None:
    published = parse_date("1916?")

    assert describe(Source(published=published)).date == published
