"""Images without words, and files without use, in whole archives."""

import pytest
from archive import Archive

from builder.check import check_site

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="5"/>'


def asked(archive: Archive) -> list[str]:
    groups = check_site(archive.folder, today="2026-11-22", jobs=1).groups
    return [str(problem) for group in groups if group.kind == "media" for problem in group.problems]


def test_image_without_alternative_text_is_named_with_its_line(archive: Archive) -> None:
    archive.write("content/media/house.svg", DRAWING)
    archive.article("a", body="Words.\n\n![](../media/house.svg)\n\n![A house](../media/house.svg)\n")

    (line,) = asked(archive)

    assert line.startswith(
        "content/articles/a.md:7: the image '../media/house.svg' has no alternative text; "
    )


def test_images_of_notes_and_standing_pages_count_too(archive: Archive) -> None:
    archive.write("content/media/house.svg", DRAWING)
    archive.article("a", note="![ ](../media/house.svg)")
    archive.write("content/pages/about.md", "---\ntitle: About\n---\n\n![](../media/house.svg)\n")

    assert [line.partition(": ")[0] for line in asked(archive)] == [
        "content/articles/a.md:2",
        "content/pages/about.md:5",
    ]


def test_file_that_no_page_uses_is_named(archive: Archive) -> None:
    archive.write("content/media/used.svg", DRAWING)
    archive.write("content/media/maps/unused.svg", DRAWING)
    archive.article("a", body="[The drawing](../media/used.svg)\n")

    (line,) = asked(archive)

    assert line.startswith("content/media/maps/unused.svg: no page uses this file; ")


@pytest.mark.parametrize("path", ["logo.svg", "media/logo.svg", "/media/logo.svg", "content/media/logo.svg"])
def test_file_that_the_theme_may_show_is_used(archive: Archive, path: str) -> None:
    archive.write("content/media/logo.svg", DRAWING)
    archive.write("content/media/cover.svg", DRAWING)
    archive.write("site.toml", f'[site]\ntitle = "T"\n[theme]\nfooter = {{ logo = "{path}" }}\n')
    archive.article("a", extra={"covers": ["media/cover.svg"]})

    assert asked(archive) == []
