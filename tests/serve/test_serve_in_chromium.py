"""What a maintainer sees of a preview: pages that follow what is saved."""

from collections.abc import Iterator

import pytest
from archive import Archive
from playwright.sync_api import Page, expect
from preview import RunningPreview


@pytest.fixture
def site(archive: Archive) -> Archive:
    """A site with two articles, one long enough to be scrolled."""
    archive.article(
        "first", body="Words of the beginning.\n\n" + "A long paragraph. " * 20 + "\n\n" + "More.\n\n" * 90
    )
    archive.article("second", body="Other words.\n")
    archive.write("templates/assets/site.css", "body { margin: 0; color: rgb(1, 2, 3) }\n")
    return archive


@pytest.fixture
def preview(site: Archive) -> Iterator[RunningPreview]:
    """A preview of it, built."""
    with RunningPreview(site.folder) as running:
        running.wait_until_built()
        yield running


def colour_of(page: Page) -> str:
    """The colour of the text."""
    return str(page.evaluate("getComputedStyle(document.body).color"))


def test_a_page_follows_what_is_saved(
    page: Page, preview: RunningPreview, site: Archive, complaints: list[str]
) -> None:
    page.goto(f"{preview.url}articles/first/")
    site.article("first", body="Words that were saved later.\n")

    expect(page.locator(".body")).to_contain_text("Words that were saved later.")
    assert complaints == []


def test_a_reload_keeps_the_place_in_the_page(page: Page, preview: RunningPreview, site: Archive) -> None:
    page.goto(f"{preview.url}articles/first/")
    page.evaluate("scrollTo(0, 900)")
    site.article("first", body="Words that were saved later.\n\n" + "More.\n\n" * 95)

    expect(page.locator(".body")).to_contain_text("Words that were saved later.")
    # What is read stays in view, though the text above it has become shorter.
    assert 850 < page.evaluate("scrollY") <= 900


def test_a_style_sheet_is_exchanged_without_a_reload(
    page: Page, preview: RunningPreview, site: Archive
) -> None:
    page.goto(f"{preview.url}articles/first/")
    page.evaluate("globalThis.stayed = true")
    assert colour_of(page) == "rgb(1, 2, 3)"
    for number in (4, 5):
        site.write("templates/assets/site.css", f"body {{ margin: 0; color: rgb({number}, 2, 3) }}\n")
        expect(page.locator("body")).to_have_css("color", f"rgb({number}, 2, 3)")

    assert page.evaluate("globalThis.stayed")
    expect(page.locator("link[rel=stylesheet]")).to_have_count(1)


def test_problems_are_shown_over_the_last_good_page_until_they_are_mended(
    page: Page, preview: RunningPreview, site: Archive
) -> None:
    page.goto(f"{preview.url}articles/first/")
    site.write("content/articles/second.md", "---\ntitle: Second\ntagz: [a]\n---\n\nWords.\n")

    panel = page.locator("#fonds-problems")
    expect(panel).to_contain_text("content/articles/second.md:3")
    expect(panel.locator("mark")).to_have_text("tagz")
    expect(panel.locator(".mend")).to_contain_text("tags")
    expect(page.locator(".body")).to_contain_text("Words of the beginning.")

    site.article("second", body="Mended words.\n")
    expect(panel).to_have_count(0)
    expect(page.locator(".body")).to_contain_text("Words of the beginning.")


def test_a_site_that_was_never_built_shows_its_problems_and_then_itself(page: Page, archive: Archive) -> None:
    archive.write("content/articles/first.md", "---\ntitle: First\ntagz: [a]\n---\n\nWords.\n")
    with RunningPreview(archive.folder) as running:
        running.wait_for("1 problem")
        page.goto(f"{running.url}articles/first/")
        expect(page.locator("h1")).to_have_text("The site cannot be built yet")
        expect(page.locator("#fonds-problems")).to_contain_text("content/articles/first.md:3")

        archive.article("first", body="Words.\n")
        expect(page.locator("h1")).to_have_text("First")


def test_a_page_that_missed_a_build_while_the_server_was_away_catches_up(
    page: Page, site: Archive, complaints: list[str]
) -> None:
    with RunningPreview(site.folder) as running:
        running.wait_until_built()
        port = str(running.port)
        page.goto(f"{running.url}articles/first/")
    site.article("first", body="Words that were saved in between.\n")
    with RunningPreview(site.folder, "--port", port):
        expect(page.locator(".body")).to_contain_text("Words that were saved in between.", timeout=20_000)
    assert [one for one in complaints if "ERR_CONNECTION_REFUSED" not in one] == []


def test_a_page_that_was_sent_before_a_build_ended_hears_of_it_when_it_connects(
    page: Page, preview: RunningPreview
) -> None:
    page.goto(f"{preview.url}articles/first/")
    with page.expect_navigation():
        page.evaluate(
            """() => {
                const own = document.querySelector("[data-seen]");
                own.dataset.seen = "an-earlier-0";
                own.dataset.shape = "of another text";
                LiveReload.analyze();
            }"""
        )


def test_a_page_that_is_as_it_was_stays(page: Page, preview: RunningPreview, site: Archive) -> None:
    page.goto(f"{preview.url}articles/second/")
    page.evaluate("globalThis.stayed = true")
    with page.expect_response("**/articles/second/"):
        site.article("first", body="Words that were saved later.\n")

    preview.wait_until_built(2)
    page.goto(f"{preview.url}articles/second/#main")
    assert page.evaluate("globalThis.stayed")
