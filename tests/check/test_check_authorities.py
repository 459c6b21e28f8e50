"""Entries of the authority files that no article uses."""

from archive import Archive

from builder.check import check_site


def asked(archive: Archive) -> list[str]:
    groups = check_site(archive.folder, today="2026-11-22", jobs=1).groups
    return [
        str(problem).partition(";")[0]
        for group in groups
        if group.kind == "authorities"
        for problem in group.problems
    ]


def test_entry_without_an_article_is_named_with_its_line(archive: Archive) -> None:
    archive.write(
        "content/publications.toml",
        '[herald]\nname = "The Herald"\n\n# Not yet.\n[courier]\nname = "The Courier"\n',
    )
    archive.write("content/people.toml", '[ensor]\nname = "Ada Ensor"\n[berg]\nname = "Jan Berg"\n')
    archive.write(
        "content/tags.toml", '[lisp]\nname = "Lisp"\nbroader = "languages"\n[languages]\nname = "Languages"\n'
    )
    archive.article("a", publication="The Herald", authors=["Ada Ensor"], tags=["Lisp"])

    assert asked(archive) == [
        "content/people.toml:3: no published article uses the entry `berg` (Jan Berg)",
        "content/publications.toml:5: no published article uses the entry `courier` (The Courier)",
    ]


def test_person_who_translated_owns_or_handed_on_a_piece_is_used(archive: Archive) -> None:
    archive.write(
        "content/people.toml",
        '[a]\nname = "Ada Ensor"\n[b]\nname = "Jan Berg"\n[c]\nname = "The Library"\nliteral = true\n',
    )
    archive.article(
        "a",
        translator="Ada Ensor",
        rights={"holder": "Jan Berg"},
        provenance=[{"event": "captured", "agent": "The Library"}],
    )

    assert asked(archive) == []


def test_entry_that_only_a_draft_uses_is_not_used_yet(archive: Archive) -> None:
    archive.write("content/tags.toml", '[lisp]\nname = "Lisp"\n')
    archive.article("a", tags=["Lisp"], status="draft")

    assert len(asked(archive)) == 1


def test_entry_that_an_article_with_problems_may_use_is_not_asked_about(archive: Archive) -> None:
    archive.write("content/tags.toml", '[lisp]\nname = "Lisp"\n')
    archive.article("a", tags=["Lisp"], kind="newpaper")

    assert asked(archive) == []
