"""The facts of the source sidebar."""

import re

import pytest
from archive import Archive


def facts_of(archive: Archive, slug: str = "piece") -> dict[str, list[str]]:
    """The rows of an article's sidebar: the words of the values by label."""
    aside = archive.read(f"articles/{slug}/").split("<aside", 1)[1]
    rows = re.findall(r"<dt>(.*?)</dt>(.*?)</div>", aside, re.DOTALL)
    return {
        label: [
            " ".join(re.sub("<[^>]+>", "", value).split())
            for value in re.findall(r"<dd>(.*?)</dd>", values, re.DOTALL)
        ]
        for label, values in rows
    }


IN_COPYRIGHT = "http://rightsstatements.org/vocab/InC/1.0/"
ASK = "You may read it here; to reuse it, ask who holds the rights."


@pytest.mark.parametrize(
    ("rights", "told"),
    [
        ({}, ["Rights not stated"]),
        ({"basis": "public-domain"}, ["In the public domain"]),
        ({"basis": "permission", "holder": "A. Ensor"}, ["Shown by permission of A. Ensor"]),
        ({"basis": "fair-use", "holder": "A. Ensor"}, ["Shown as fair use; held by A. Ensor"]),
        ({"holder": "A. Ensor", "notice": "© 1916"}, ["Held by A. Ensor", "© 1916"]),
        ({"statement": IN_COPYRIGHT}, ["In Copyright", ASK]),
        ({"basis": "unknown", "statement": IN_COPYRIGHT}, ["Rights not known", "In Copyright", ASK]),
        ({"statement": "https://herald.example/rights"}, ["https://herald.example/rights"]),
    ],
)
def test_rights_are_said_in_words(archive: Archive, rights: dict[str, str], told: list[str]) -> None:
    archive.article("piece", rights=rights)
    archive.build()

    assert facts_of(archive)["Rights"] == told


def test_name_of_a_rights_statement_leads_to_it(archive: Archive) -> None:
    archive.article("piece", rights={"statement": IN_COPYRIGHT})
    archive.build()

    link = f'<a href="{IN_COPYRIGHT}" rel="external noopener"><bdi>In Copyright</bdi></a>'
    assert link in archive.read("articles/piece/")


def test_translations_and_their_original_lead_to_each_other(archive: Archive) -> None:
    archive.article("brücke", title="Die Brücke", lang="de")
    archive.article("bridge", title="The bridge", translation_of="brücke")
    archive.article("pont", title="Le pont", lang="fr", translation_of="brücke")
    archive.build()

    assert facts_of(archive, "brücke")["Translated here"] == ["The bridge (English)", "Le pont (French)"]
    assert facts_of(archive, "brücke")["Language"] == ["German"]
    assert facts_of(archive, "bridge")["Translation of"] == ["Die Brücke (German)"]
    assert "Translated here" not in facts_of(archive, "bridge")


def test_withdrawn_translation_is_not_offered(archive: Archive) -> None:
    archive.article("bruecke", lang="de")
    archive.article(
        "bridge",
        translation_of="bruecke",
        status="withdrawn",
        withdrawn={"date": "2020-01-01", "reason": "An error."},
    )
    archive.build()

    assert "Translated here" not in facts_of(archive, "bruecke")
    assert facts_of(archive, "bridge")["Translation of"] == ["Bruecke (German)"]


def test_title_of_a_translation_that_changes_is_shown_beside_the_original(archive: Archive) -> None:
    archive.article("bruecke", lang="de")
    archive.article("bridge", translation_of="bruecke", title="The bridge")
    archive.build()
    archive.article("bridge", translation_of="bruecke", title="A bridge")
    archive.build()

    assert facts_of(archive, "bruecke")["Translated here"] == ["A bridge (English)"]


def test_piece_without_authors_is_unsigned(archive: Archive) -> None:
    archive.article("piece", publication="The Herald")
    archive.build()

    assert facts_of(archive)["By"] == ["Unsigned"]
