"""The search as readers meet it, over an engine whose answers can be foretold (`tests/fake_engine.js`)."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from archive import Archive
from playwright.sync_api import Browser, Dialog, Page, Request, Route, expect
from reader import expect_failure, focused, open_search, titles, wait_for_heading, wait_until

ENGINE = Path(__file__).resolve().parent.parent / "fake_engine.js"
PER_PAGE = 10
ARTICLE = "articles/strike-5/index.html"
COMBOBOX = "[role=combobox]"
OPTION = "[role=option]"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small archive, as it is read from a disk or over http; what is found in it only the engine knows."""
    site = Archive(tmp_path_factory.mktemp("search") / "site")
    site.write("site.toml", '[site]\ntitle = "Archive"\n[build]\nurls = "explicit"\n')
    site.write("templates/assets/search/bundles/engine.js", ENGINE.read_text(encoding="utf-8"))
    for number in range(1, 43):
        site.article(
            f"strike-{number}",
            tags=["Labour"],
            authors=["Ada Ensor"],
            publication="The Herald",
            body="x\n" * 80,
        )
    site.build()
    return site.public


@pytest.fixture(scope="module")
def url(public: Path, serve: Callable[[Path], str]) -> str:
    """Where that archive is served."""
    return serve(public)


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The paths of all that the page asks for, as it does."""
    paths: list[str] = []

    def note(request: Request) -> None:
        paths.append(re.sub(r"^https?://[^/]*/|\?.*", "", request.url))

    page.on("request", note)
    return paths


def test_results_are_a_list_with_one_link_each(page: Page, url: str) -> None:
    open_search(page, url, "?q=strike")

    items = page.locator("main ol > li")
    assert items.count() == PER_PAGE
    assert [item.locator("a").count() for item in items.all()] == [1] * PER_PAGE
    assert page.locator("main ol").count() == 1
    assert "42 results for “strike”" in page.locator("#found").inner_text()
    assert items.first.locator("mark").all_inner_texts() == ["strike", "strike"]
    assert re.fullmatch(
        r"(The Herald|Evening Post), \d+ October 1926 · Ada Ensor",
        items.first.locator(".meta").inner_text(),
    )


def test_a_result_leads_to_its_article(page: Page, url: str) -> None:
    open_search(page, url, "?q=part 17")
    page.locator("main ol a").first.click()

    page.wait_for_url(f"{url}articles/strike-17/index.html")


def test_a_question_with_few_results_is_suggested_as_it_may_be_meant(page: Page, url: str) -> None:
    open_search(page, url, "?q=part 17&from=1920")
    page.get_by_role("link", name="part 16", exact=True).click()

    expect(page.locator("#found")).to_have_text("1 result for “part 16”")
    assert "Did you mean" not in page.locator("#notes").inner_text()
    assert page.url.endswith("?from=1920&q=part+16")


def test_hostile_titles_are_text(page: Page, url: str) -> None:
    ran: list[str] = []

    def refuse(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    open_search(page, url, "?q=onerror&source=<img src=x onerror=alert(2)>")
    page.get_by_text("Remove this filter").click()
    wait_for_heading(page, "1 result for “onerror”")

    assert titles(page) == ["<img src=x onerror=alert(1)> strike & <b>bold</b>"]
    assert page.locator("main img, main b").count() == 0
    assert ran == []


def test_a_title_in_another_script_says_so(page: Page, url: str) -> None:
    open_search(page, url, "?q=إضراب")
    link = page.locator("main ol a")

    assert link.get_attribute("lang") == "ar"
    assert link.evaluate("link => getComputedStyle(link).direction") == "rtl"


def test_typing_searches_and_takes_no_step(page: Page, url: str) -> None:
    open_search(page, url)
    steps = page.evaluate("history.length")

    page.locator("#q").press_sequentially("strike")
    wait_for_heading(page, "42 results for “strike”")

    assert page.url.endswith("?q=strike")
    assert focused(page) == "q"
    assert page.evaluate("history.length") == steps


def test_enter_takes_a_step_and_leads_to_the_results(page: Page, url: str) -> None:
    open_search(page, url, "?q=strike")
    page.locator("#q").fill("part 41")
    wait_for_heading(page, "1 result for “part 41”")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_be_focused()

    page.go_back()

    wait_for_heading(page, "42 results for “strike”")
    assert page.locator("#q").input_value() == "strike"


def test_screen_readers_hear_of_counts(page: Page, url: str) -> None:
    open_search(page, url)
    expect(page.locator("[role=status]").first).to_have_text("")

    page.locator("#q").press_sequentially("strike")

    expect(page.get_by_role("status").filter(has_text="42 results for “strike”")).to_have_count(1)


def test_every_part_of_a_search_stands_in_its_address(page: Page, url: str) -> None:
    open_search(
        page,
        url,
        "?q=strike&from=1921&to=1925&source=the-herald&tag=labour&author=ada-ensor&sort=oldest&page=2",
    )

    wait_for_heading(page, "15 results for “strike”, oldest first")
    assert page.locator("main ol > li").count() == 5
    assert page.locator("[name=from]").input_value() == "1921"
    assert page.get_by_label("Sort by").input_value() == "oldest"
    assert page.get_by_role("checkbox", name="The Herald").is_checked()
    expect(page.locator("#chips")).to_contain_text("Labour")
    expect(page.locator("#chips")).to_contain_text("Ada Ensor")
    chips = page.locator("#chips a").evaluate_all("links => links.map(a => a.ariaLabel || a.textContent)")
    assert sorted(chips) == [
        "Clear all filters",
        "Remove filter: Ada Ensor",
        "Remove filter: Labour",
        "Remove filter: The Herald",
        "Remove filter: from 1921",
        "Remove filter: to 1925",
    ]


def test_filters_are_fetched_when_they_are_opened(page: Page, url: str) -> None:
    open_search(page, url, "?q=strike")
    assert page.get_by_role("checkbox").count() == 0

    page.locator("summary", has_text="Publication").click()
    page.get_by_role("checkbox", name="The Herald").check()

    wait_for_heading(page, "21 results for “strike”")
    assert page.url.endswith("?q=strike&source=the-herald")
    assert focused(page).startswith("INPUT")
    page.go_back()
    wait_for_heading(page, "42 results for “strike”")
    expect(page.get_by_role("checkbox", name="The Herald")).not_to_be_checked()


def test_filters_work_by_keyboard_alone(page: Page, url: str) -> None:
    open_search(page, url, "?q=strike")
    page.locator("summary", has_text="Tag").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", name="Strikes")).to_be_visible()

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")

    wait_for_heading(page, "14 results for “strike”")
    assert page.evaluate("document.activeElement.value") == "labour/strikes"


def test_a_chip_drops_its_filter(page: Page, url: str) -> None:
    open_search(page, url, "?q=strike&tag=labour%2Fstrikes&from=1922")
    page.get_by_role("link", name="Remove filter: from 1922").click()

    wait_for_heading(page, "14 results for “strike”")
    expect(page.locator("#found")).to_be_focused()
    assert page.url.endswith("?q=strike&tag=labour%2Fstrikes")


def test_filters_wait_where_there_is_no_room(page: Page, url: str) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    open_search(page, url, "?q=strike&tag=labour")
    expect(page.locator("#chips")).to_contain_text("Labour")
    assert not page.locator("[name=from]").is_visible()
    bounds = page.locator("main ol > li").first.bounding_box()
    assert bounds
    assert bounds["y"] < 500

    page.locator("summary", has_text="Filters").click()

    assert page.locator("[name=from]").is_visible()
    page.set_viewport_size({"width": 1280, "height": 700})
    expect(page.locator("[name=from]")).to_be_visible()
    expect(page.locator("summary", has_text="Filters")).to_be_hidden()


def test_years_narrow_the_search(page: Page, url: str) -> None:
    open_search(page, url, "?q=strike")
    page.get_by_role("link", name="1924: 6 results").focus()
    page.keyboard.press("Enter")

    wait_for_heading(page, "6 results for “strike”")
    assert page.url.endswith("?q=strike&from=1924&to=1924")
    expect(page.locator("#years")).to_be_hidden()


def test_each_year_is_clicked_where_it_stands(page: Page, url: str) -> None:
    """Not half a bar beside: an outline that nobody sees takes no pointer."""
    open_search(page, url, "?q=strike")
    hit = page.locator("#years .plane").evaluate_all(
        """planes => planes.map(plane => {
            const { left, right, top } = plane.getBoundingClientRect();
            const found = [left + 1, right - 1].map(x => document.elementFromPoint(x, top + 9).closest("a"));
            return found.every(bar => bar === plane.closest("a"));
        })"""
    )

    assert len(hit) > 5
    assert all(hit)


def test_results_are_sorted(page: Page, url: str) -> None:
    open_search(page, url, "?q=strike")
    page.get_by_label("Sort by").select_option("oldest")

    wait_for_heading(page, "42 results for “strike”, oldest first")
    assert "1920" in page.locator("main ol .meta").first.inner_text()


def test_pages_are_links(page: Page, url: str) -> None:
    open_search(page, url, "?q=strike")
    first = titles(page)
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Next").click()
    expect(page.locator("[aria-current=page]", has_text="2")).to_be_visible()

    assert page.url.endswith("?q=strike&page=2")
    assert not set(titles(page)) & set(first)
    assert page.locator("main ol").get_attribute("start") == "11"


def test_a_page_beyond_the_last_is_the_last(page: Page, url: str) -> None:
    open_search(page, url, "?q=strike&page=99")

    expect(page.locator("main ol > li")).to_have_count(2)
    assert page.url.endswith("page=5")


def test_back_restores_list_and_place(page: Page, url: str) -> None:
    page.set_viewport_size({"width": 600, "height": 500})
    open_search(page, url, "?q=strike&page=2")
    page.locator("main ol a").nth(8).scroll_into_view_if_needed()
    wait_until(page, "history.state?.top > 100")
    top, before = page.evaluate("scrollY"), titles(page)
    page.locator("main ol a").nth(8).press("Enter")
    page.wait_for_url(f"{url}articles/**")

    page.go_back()
    expect(page.locator("main ol > li")).to_have_count(PER_PAGE)

    assert titles(page) == before
    wait_until(page, f"Math.abs(scrollY - {top}) < 40")
    expect(page.locator("main ol a").nth(8)).to_be_focused()


def test_back_within_the_page_restores_the_place(page: Page, url: str) -> None:
    page.set_viewport_size({"width": 600, "height": 500})
    open_search(page, url, "?q=strike")
    page.get_by_role("link", name="Page 3").scroll_into_view_if_needed()
    wait_until(page, "history.state?.top > 100")
    top = page.evaluate("scrollY")
    page.get_by_role("link", name="Page 3").click()
    expect(page.locator("[aria-current=page]", has_text="3")).to_be_visible()

    page.go_back()

    expect(page.locator("[aria-current=page]", has_text="1")).to_be_visible()
    wait_until(page, f"Math.abs(scrollY - {top}) < 40")


def test_an_answer_that_was_overtaken_is_dropped(page: Page, url: str) -> None:
    open_search(page, url, "?q=strike")
    page.locator("#q").fill("slow")
    page.keyboard.press("Enter")
    expect(page.locator("main ol")).to_have_attribute("aria-busy", "true")
    page.locator("#q").fill("part 41")
    wait_for_heading(page, "1 result for “part 41”")
    page.wait_for_timeout(900)

    assert page.locator("#found").inner_text() == "1 result for “part 41”"


def test_arrows_walk_and_escape_leads_back(page: Page, url: str) -> None:
    open_search(page, url, "?q=strike")
    page.locator("#q").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("main ol a").nth(1)).to_be_focused()

    page.keyboard.press("ArrowUp")
    expect(page.locator("main ol a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_be_focused()
    assert page.locator("#q").input_value() == "strike"


def test_a_repaired_query_says_so(page: Page, url: str) -> None:
    open_search(page, url, "?q=strkie")

    assert page.locator("#found").inner_text() == "42 results for “strike”"
    assert page.locator("#notes").inner_text() == "Showing results for strike. Found nowhere: “strkie”."


def test_a_word_that_is_found_nowhere_can_be_left_out(page: Page, url: str) -> None:
    open_search(page, url, "?q=strike zeppelin&tag=labour")
    assert page.locator("#found").inner_text() == "Nothing matches “strike zeppelin”"
    assert page.get_by_role("link", name="Remove filter: Labour").is_visible()
    for index in ("Dates", "Publications", "Authors", "Tags"):
        assert page.locator("main").get_by_role("link", name=index).is_visible()

    page.get_by_role("link", name="Search without it").click()

    wait_for_heading(page, "42 results for “strike”")


def test_a_filter_that_is_no_more_can_be_dropped(page: Page, url: str) -> None:
    open_search(page, url, "?q=strike&source=old-gazette")
    assert "Publication “old-gazette” is not in this archive." in page.locator("#notes").inner_text()

    page.get_by_role("link", name="Remove this filter").click()

    wait_for_heading(page, "42 results for “strike”")


def test_what_is_no_date_is_told(page: Page, url: str) -> None:
    open_search(page, url, "?q=strike&from=soon")

    assert page.locator("#found").inner_text() == "42 results for “strike”"
    assert "“soon” is not a year" in page.locator("#notes").inner_text()


@pytest.mark.parametrize(
    ("status", "words"),
    [(None, "could not be reached"), (404, "A part of the search could not be loaded")],
)
def test_a_failure_is_told_and_mended(page: Page, url: str, status: int | None, words: str) -> None:
    def refuse(route: Route) -> None:
        if status:
            route.fulfill(status=status)
        else:
            route.abort()

    page.context.route("**/search/m.js", refuse)
    open_search(page, url, "?q=strike")
    expect_failure(page, words)
    expect(page.get_by_role("status").filter(has_text=words)).to_have_count(1)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("main ol")).to_have_attribute("aria-busy", "false")
    expect(page.locator("#failure")).to_be_visible()

    page.context.unroute("**/search/m.js")
    page.get_by_role("button", name="Try again").click()

    wait_for_heading(page, "42 results for “strike”")
    expect(page.locator("#failure")).to_be_hidden()


def test_an_engine_that_is_missing_is_told_and_mended(page: Page, url: str) -> None:
    page.context.route("**/engine.*.js", lambda route: route.fulfill(status=404))
    open_search(page, url, "?q=strike")
    expect_failure(page, "could not be loaded")

    page.context.unroute("**/engine.*.js")
    page.get_by_role("button", name="Try again").click()

    wait_for_heading(page, "42 results for “strike”")


def test_nothing_is_fetched_before_a_reader_asks(page: Page, url: str, asked: list[str]) -> None:
    open_search(page, url)
    page.wait_for_timeout(300)
    assert [path for path in asked if "engine" in path or path.startswith("search/m")] == []

    page.locator("#q").focus()

    page.wait_for_timeout(300)
    assert "search/m.js" in asked


def test_it_works_from_a_disk(page: Page, public: Path) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{(public / 'search' / 'index.html').as_uri()}?q=strike")
    wait_for_heading(page, "42 results for “strike”")
    page.locator("#q").fill("part 17")
    page.keyboard.press("Enter")
    wait_for_heading(page, "1 result for “part 17”")
    page.go_back()
    wait_for_heading(page, "42 results for “strike”")

    assert complaints == []


@pytest.mark.parametrize("width", [320, 360, 1400])
def test_it_never_scrolls_sideways(page: Page, url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    open_search(page, url, "?q=strike&tag=labour&source=the-herald&from=1921")

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_long_words_never_scroll_the_page_sideways(page: Page, url: str) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    open_search(page, url, f"?q=strike {'zyx' * 12}&tag={'y' * 300}&from={'9' * 100}")

    expect(page.locator("#notes p")).not_to_have_count(0)
    page.locator("summary", has_text="Filters").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def open_list(page: Page, url: str, query: str) -> None:
    """Write into the field of an article's page, all at once, and wait for the one list that this brings."""
    page.goto(url + ARTICLE)
    page.keyboard.press("/")
    page.keyboard.insert_text(query)
    expect(page.locator(OPTION).last).to_contain_text("All")


def test_quick_nothing_is_fetched_before_the_focus(page: Page, url: str, asked: list[str]) -> None:
    page.goto(url + ARTICLE)
    page.wait_for_timeout(300)
    assert [path for path in asked if "search/" in path] == []

    page.locator("header input").focus()
    expect(page.locator(COMBOBOX)).to_be_focused()
    page.wait_for_timeout(300)

    fetched = [re.sub(r"\.\w{10}\.", ".", path) for path in asked if "search/" in path]
    assert fetched[0] == "assets/search/bundles/quick.js"
    assert set(fetched[1:]) == {"assets/search/bundles/engine.js", "search/m.js"}


def test_quick_slash_leads_to_the_field_unless_the_reader_writes(page: Page, url: str) -> None:
    for route in (ARTICLE, "search/index.html"):
        page.goto(url + route)
        page.keyboard.press("Control+/")
        assert focused(page).startswith("BODY")

        page.keyboard.press("/")
        page.keyboard.type("a/b")

        assert page.locator("input[name=q]").input_value() == "a/b"


def test_quick_list_shows_the_first_hits_and_leads_to_all(page: Page, url: str) -> None:
    open_list(page, url, "strike")

    assert page.locator(OPTION).count() == 7
    assert page.locator(OPTION).last.inner_text() == "All results (42)"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}search/index.html?q=strike")


def test_quick_it_is_a_combobox(page: Page, url: str) -> None:
    open_list(page, url, "strike")
    field = page.locator(COMBOBOX)

    assert field.get_attribute("aria-expanded") == "true"
    assert page.locator(f"#{field.get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[aria-selected=true]")).to_have_count(1)
    assert field.get_attribute("aria-activedescendant") == page.locator(OPTION).nth(1).get_attribute("id")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert field.get_attribute("aria-activedescendant") is None
    assert field.input_value() == "strike"
    page.keyboard.press("Escape")
    assert field.input_value() == ""


def test_quick_enter_follows_the_choice(page: Page, url: str) -> None:
    open_list(page, url, "part 17")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url(f"{url}articles/strike-17/index.html")


def test_quick_enter_without_a_choice_leads_to_the_search_page(page: Page, url: str) -> None:
    open_list(page, url, "strike")
    page.keyboard.press("Enter")

    page.wait_for_url(f"{url}search/index.html?q=strike")
    wait_for_heading(page, "42 results for “strike”")


def test_quick_leaving_closes_the_list(page: Page, url: str) -> None:
    open_list(page, url, "strike")
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Tab")

    expect(page.get_by_role("listbox")).to_be_hidden()


def test_quick_a_hit_can_be_clicked(page: Page, url: str) -> None:
    open_list(page, url, "part 17")
    page.locator(OPTION).first.click()

    page.wait_for_url(f"{url}articles/strike-17/index.html")


def test_quick_screen_readers_hear_of_counts(page: Page, url: str) -> None:
    open_list(page, url, "strike")

    expect(page.get_by_role("status").filter(has_text="42 results")).to_have_count(1)


def test_quick_hostile_titles_are_text(page: Page, url: str) -> None:
    open_list(page, url, "onerror")

    assert "<img src=x onerror=alert(1)>" in page.locator(OPTION).first.inner_text()
    assert page.locator("header img").count() == 0


def test_quick_an_index_that_is_missing_leaves_a_form(page: Page, url: str) -> None:
    page.context.route("**/search/m.js", lambda route: route.abort())
    page.goto(url + ARTICLE)
    page.keyboard.press("/")
    page.locator(COMBOBOX).press_sequentially("strike")
    expect(page.get_by_role("status").filter(has_text="could not be loaded")).to_have_count(1)

    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}search/index.html?q=strike")


def test_quick_without_scripts_the_form_leads_to_the_search_page(browser: Browser, url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(url + ARTICLE)
    page.locator("header input").fill("strike")
    page.keyboard.press("Enter")

    page.wait_for_url(f"{url}search/index.html?q=strike")
    assert page.get_by_text("Search needs JavaScript.").is_visible()
    page.locator("main").get_by_role("link", name="Tags").click()
    assert page.locator("h1").inner_text() == "Tags"
    context.close()


def test_quick_it_works_from_a_disk(page: Page, public: Path) -> None:
    open_list(page, f"{public.as_uri()}/", "part 17")
    page.keyboard.press("ArrowDown")

    assert "part 17" in page.locator("[aria-selected=true]").inner_text()
