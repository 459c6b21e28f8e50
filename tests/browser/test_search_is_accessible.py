"""What axe-core finds on the search page and in the quick list: nothing, at any width, light and dark."""

from collections.abc import Iterator

import pytest
from chromium import PATIENCE
from host import Host
from node import JAVASCRIPT
from playwright.sync_api import Browser, Page, expect
from reader import open_search

AXE = JAVASCRIPT / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async tags => {
    const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags } });
    return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html}\\n${node.failureSummary}`));
}"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(params=[(360, "light"), (360, "dark"), (1400, "light"), (1400, "dark")], ids=str)
def reader(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of some width and scheme, into which the tool may be put in spite of the policy."""
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        bypass_csp=True,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def show_start(page: Page, host: Host) -> None:
    """The page before anything is asked."""
    open_search(page, host.url)


def show_results(page: Page, host: Host) -> None:
    """Hits in several languages, with filters chosen, facets open and more pages."""
    open_search(page, host.url, "?q=chronicle zyzzyva&from=1901&author=ada-ensor&author=ingrid-%C3%B8st")
    if not page.locator("[name=from]").is_visible():
        page.locator("summary", has_text="Filters").click()
    for label in ("Publication", "Tag"):
        page.locator("summary", has_text=label).click()
    expect(page.locator("[data-facet=tag] li")).not_to_have_count(0)
    expect(page.locator("[data-facet=source] li")).not_to_have_count(0)


def show_nothing(page: Page, host: Host) -> None:
    """An answer without hits, with ways out."""
    open_search(page, host.url, "?q=lighthouse&tag=long-gone&from=soon")
    expect(page.locator("#notes p")).not_to_have_count(0)


def show_failure(page: Page, host: Host) -> None:
    """What could not be loaded."""
    host.refused["/search/t/"] = 404
    open_search(page, host.url, "?q=lighthouse")
    expect(page.locator("#again")).to_be_visible()
    host.refused.clear()


def show_quick_list(page: Page, host: Host) -> None:
    """The list below the field of an article's page, with one of its options chosen."""
    page.goto(f"{host.url}articles/piece-01/index.html")
    page.keyboard.press("/")
    page.locator("[role=combobox]").press_sequentially("chronicle")
    expect(page.locator("[role=option]").last).to_contain_text("All results")
    page.keyboard.press("ArrowDown")


def test_axe_finds_nothing(reader: Page, gazette_host: Host) -> None:
    """By the rules of WCAG 2.2 AA, and by those of good practice."""
    assert AXE.is_file(), "axe-core is not installed: run `make test`"
    found: dict[str, list[str]] = {}
    for show in (show_start, show_results, show_nothing, show_failure, show_quick_list):
        show(reader, gazette_host)
        reader.add_script_tag(path=AXE)
        found[show.__name__] = reader.evaluate(RUN, TAGS)

    assert {name: violations for name, violations in found.items() if violations} == {}


def test_axe_finds_what_is_wrong(browser: Browser, gazette_host: Host) -> None:
    """Else that it finds nothing would say nothing."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    open_search(page, gazette_host.url)
    page.add_script_tag(path=AXE)
    page.locator("main").evaluate("main => main.append(document.createElement('img'))")

    assert [violation.partition(":")[0] for violation in page.evaluate(RUN, TAGS)] == ["image-alt"]
    context.close()
