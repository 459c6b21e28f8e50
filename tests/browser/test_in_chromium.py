"""The published site in a browser: nothing runs, nothing is fetched from elsewhere, nothing overflows."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from archive import Archive, shared
from playwright.sync_api import Browser, Dialog, Page

from builder.build import build
from builder.report import Options

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = {
    "home": "",
    "article": "articles/turing-computable-numbers/",
    "code": "articles/thompson-trusting-trust/",
    "table": "articles/shannon-relay-switching-circuits/",
    "drawing": "articles/shannon-mathematical-theory-communication/",
    "withdrawn": "articles/rfc-760-internet-protocol/",
    "right to left": "articles/how-to-read-this-archive/",
    "tag": "tags/mathematics/",
    "publication": "publications/communications-of-the-acm/",
    "tags": "tags/",
    "authors": "authors/",
    "dates": "dates/",
    "year": "dates/1945/",
    "month": "dates/1945/06/",
    "day": "dates/1945/06/30/",
    "about": "about/",
    "search": "search/",
    "lost": "404.html",
}


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration archive, built."""
    site = tmp_path_factory.mktemp("demonstration")
    shutil.copytree(ROOT / "content", site / "content")
    shutil.copy(ROOT / "site.toml", site)
    build(site, Options(jobs=1, today="2026-11-22"))
    return site / "public"


@pytest.fixture(scope="module")
def url(public: Path, serve: Callable[[Path], str]) -> str:
    """Where the demonstration archive is served."""
    return serve(public)


def test_every_kind_of_page_loads_without_a_complaint(page: Page, url: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    answers: list[tuple[str, int]] = []
    page.on("response", lambda response: answers.append((response.url, response.status)))

    for route in PAGES.values():
        page.goto(url + route)

    assert complaints == []
    assert [answer for answer in answers if answer[1] >= 400 or not answer[0].startswith(url)] == []


def test_every_kind_of_page_works_from_a_disk(page: Page, public: Path) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    for route in PAGES.values():
        if route != "404.html":
            page.goto((public / route / "index.html").as_uri())
            assert page.evaluate("getComputedStyle(document.body).margin") == "0px"

    assert complaints == []


@pytest.mark.parametrize("width", [320, 360, 768, 1400])
def test_no_page_scrolls_sideways(page: Page, url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    too_wide = []
    for name, route in PAGES.items():
        page.goto(url + route)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            too_wide.append(name)

    assert too_wide == []


@pytest.mark.parametrize("name", ["tag", "publication", "year", "month", "day"])
def test_cards_of_every_listing_have_room(page: Page, url: str, name: str) -> None:
    """Also where the heading beside them is hidden, as on the page of a day."""
    page.set_viewport_size({"width": 1400, "height": 700})
    page.goto(url + PAGES[name])

    assert page.evaluate("document.querySelector('ol.cards').getBoundingClientRect().width") > 500


@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(253, 252, 248)"), ("dark", "rgb(22, 24, 28)")])
def test_pages_follow_the_reader_s_light_or_dark(browser: Browser, url: str, scheme: str, paper: str) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(url)

    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == paper
    context.close()


def test_the_reader_s_choice_of_display_is_kept(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_label("Display").select_option("dark")
    page.goto(f"{url}tags/")

    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(22, 24, 28)"


def test_the_key_of_the_search_can_be_turned_off_and_stays_off(page: Page, url: str) -> None:
    """WCAG 2.1.4: a key without another is for who wants it."""
    focused = "document.activeElement.name"
    page.goto(url)
    page.keyboard.press("/")
    assert page.evaluate(focused) == "q"

    page.get_by_label("“/” key").select_option("Off")
    for route in ("", "tags/", "search/"):
        page.goto(url + route)
        page.locator("h1").click()
        page.keyboard.press("/")
        assert page.evaluate(focused) != "q", route
        assert page.locator("input[name=q]").get_attribute("aria-keyshortcuts") is None

    page.get_by_label("“/” key").select_option("On: leads to the search")
    page.locator("h1").click()
    page.keyboard.press("/")
    assert page.evaluate(focused) == "q"


def test_reading_needs_no_script(browser: Browser, url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url)

    page.get_by_role("link", name="Dates").first.click()
    page.get_by_role("link", name="1945").last.click()
    page.get_by_role("link", name="First Draft of a Report on the EDVAC").first.click()

    assert page.locator("h1").inner_text() == "First Draft of a Report on the EDVAC"
    assert page.locator("aside h2").first.inner_text() == "Source"
    assert page.locator("main button").count() == 0
    context.close()


def test_the_sidebar_stands_beside_the_text_where_there_is_room(page: Page, url: str) -> None:
    page.goto(url + PAGES["article"])
    body, aside = page.locator(".body").bounding_box(), page.locator("aside").first.bounding_box()
    assert body
    assert aside
    assert aside["x"] > body["x"] + body["width"]
    assert aside["y"] < body["y"]

    page.set_viewport_size({"width": 360, "height": 700})
    body, aside = page.locator(".body").bounding_box(), page.locator("aside").first.bounding_box()
    assert body
    assert aside
    assert aside["y"] > body["y"] + body["height"]


def test_lines_are_neither_short_nor_long(page: Page, url: str) -> None:
    page.goto(url + PAGES["article"])
    paragraph = page.locator(".body p").first
    lines = paragraph.evaluate(
        """p => {
            const range = document.createRange();
            range.selectNodeContents(p);
            return new Set(Array.from(range.getClientRects(), rect => Math.round(rect.bottom / 8))).size;
        }"""
    )

    assert 50 <= len(paragraph.inner_text()) / lines <= 80


def test_images_have_their_size_before_they_load(page: Page, url: str) -> None:
    page.goto(url + PAGES["drawing"])
    image = page.locator(".body img").first

    assert image.get_attribute("loading") == "lazy"
    assert int(image.get_attribute("width") or 0) > 100
    assert int(image.get_attribute("height") or 0) > 50
    assert image.get_attribute("alt")


def test_code_can_be_copied_where_there_is_a_clipboard(page: Page, url: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(url + PAGES["code"])
    page.get_by_role("button", name="Copy").first.click()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == page.locator(".body pre").first.inner_text().strip()
    assert page.locator("[role=status]").first.inner_text() == "Copied"


def test_the_skip_link_leads_to_the_content(page: Page, url: str) -> None:
    for route in ("", "404.html"):
        page.goto(url + route)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        assert page.evaluate("document.activeElement.id") == "main", route


def test_the_lost_page_works_at_any_depth(page: Page, public: Path, url: str) -> None:
    deep = public / "no" / "such" / "place.html"
    deep.parent.mkdir(parents=True)
    shutil.copy(public / "404.html", deep)

    page.goto(f"{url}no/such/place.html")
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"
    page.get_by_role("link", name="Tags").first.click()

    assert page.url == f"{url}tags/"


def test_a_redirect_arrives(page: Page, url: str) -> None:
    page.goto(f"{url}rfc/791/")
    page.wait_for_url(f"{url}articles/rfc-791-internet-protocol/")


def test_nothing_hostile_runs(archive: Archive, serve: Callable[[Path], str], page: Page) -> None:
    attacks = json.loads(shared("suites", "dompurify-xss", "expect.json").read_text(encoding="utf-8"))
    payloads = [attack["payload"] for attack in attacks if "\0" not in attack["payload"]]
    if not os.environ.get("FONDS_ALL"):
        payloads = payloads[::2]
    for number, payload in enumerate(payloads):
        archive.article(
            f"piece-{number}",
            body=payload,
            title=payload.strip() or "Nothing",
            deck=payload,
            publication="P",
            original_url="https://old.example/a/",
        )
    archive.build()
    address = serve(archive.public)
    ran: list[str] = []
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    page.on("console", lambda message: ran.append(message.text))
    page.on("request", lambda request: asked.append(request.url))

    for number in range(len(payloads)):
        page.goto(f"{address}articles/piece-{number}/")
        page.evaluate("for (const a of document.links) a.dispatchEvent(new Event('mouseover'))")

    assert [url for url in asked if not url.startswith(address)] == []
    assert ran == []
