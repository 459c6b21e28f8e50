"""The search as readers meet it, over the real engine and index: from a host, and from a disk."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from archive import Archive
from gazette import COUNT, Gazette, read_policy, write_gazette
from host import Host
from playwright.sync_api import Page, Request, expect
from reader import ASK_A_WORKER, expect_failure, focused, open_search, titles, wait_for_heading, wait_until

UNREACHABLE = "The archive could not be reached"
INCOMPLETE = "A part of the search could not be loaded"
OPTION = "[role=option]"
QUESTIONS = (
    "lighthouse",
    "canal Brackwater",
    "chronicle",
    "brucke",
    "l'été",
    "зима",
    "إضراب",
    "灯台",
    "lighthuose",
    '"who first saw"',
    "harvest -tavelmoor",
    "author:ferran railway",
    "March 1912",
    "before:1905",
)
BAD_INPUT = (
    "lighthouse " * 1000,
    "x" * 10_000,
    "xylo " * 2000,
    "!?… --- \"\" ''' «» ; %%% // \\ & # +",
    "-",
    '"',
    '-"lighthouse',
    "\u202elighthouse\u202c \u2067canal\u2069 \u200f",
    "a",
    "灯",
    "0",
    "tag:",
    "before:nonsense after:99999",
    "99999999-99-99",
    "constructor __proto__ toString",
    "\ud83d\ude00 😀 \u0301\u0301 \ufeff\u00ad",
    "\udc00 \ud800",
    "zzyzzyva",
)


@pytest.fixture(autouse=True)
def quiet(complaints: list[str], gazette_host: Host) -> Iterator[None]:
    """Whatever a test does: only what could not be loaded is complained of, and nothing that the policy forbids."""
    before = len(gazette_host.reports)
    yield
    assert [one for one in complaints if "Failed to load resource" not in one] == []
    assert gazette_host.reports[before:] == []


@pytest.fixture
def host(gazette_host: Host) -> Iterator[Host]:
    """The archive's host, to be disturbed."""
    gazette_host.asked.clear()
    yield gazette_host
    gazette_host.refused.clear()
    gazette_host.stop()
    gazette_host.start()


@pytest.fixture(params=["http", "file"])
def url(request: pytest.FixtureRequest, gazette: Gazette, gazette_host: Host) -> str:
    """Where the archive is read: on its host, and on a disk."""
    return gazette_host.url if request.param == "http" else f"{gazette.site.public.as_uri()}/"


def said_of(page: Page) -> str:
    """What is said of an answer, as soon as it is there."""
    expect(page.locator("main ol")).to_have_attribute("aria-busy", "false")
    assert page.locator("#failure").is_hidden()
    return page.locator("#found").inner_text()


def show(page: Page, query: str) -> list[str]:
    """Ask a question; the heading, and all that is said of the hits."""
    page.locator("#q").fill(query)
    page.keyboard.press("Enter")
    heading = said_of(page)
    return [heading, *page.locator("main ol > li").evaluate_all("items => items.map(item => item.innerHTML)")]


def slugs(page: Page) -> list[str]:
    """The slugs of the results, in their order."""
    hrefs = page.locator("main ol a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return [re.sub(r".*articles/|/index.html", "", href) for href in hrefs]


def test_it_answers_in_a_worker_under_the_policy(
    page: Page, gazette: Gazette, host: Host, complaints: list[str]
) -> None:
    open_search(page, host.url, "?q=lighthouse")

    wait_for_heading(page, "12 results for “lighthouse”")
    expected = {piece.title for piece in gazette.about("lighthouse")}
    assert set(titles(page)) <= expected
    assert page.locator("main ol mark").first.inner_text().lower() == "lighthouse"
    assert [worker.url.rpartition("/")[2][:7] for worker in page.workers] == ["engine."]
    assert complaints == []


def test_the_policy_holds_in_the_worker_too(page: Page, host: Host) -> None:
    """Else that there are no violations would say nothing."""
    open_search(page, host.url, "?q=lighthouse")
    page.workers[0].evaluate("fetch('http://127.0.0.1:1/').catch(() => {})")

    for _ in range(50):
        if host.reports:
            break
        page.wait_for_timeout(50)
    assert "connect-src" in host.reports.pop()


def test_it_answers_from_a_disk_without_a_worker(page: Page, gazette: Gazette, complaints: list[str]) -> None:
    open_search(page, f"{gazette.site.public.as_uri()}/", "?q=lighthouse")

    wait_for_heading(page, "12 results for “lighthouse”")
    assert page.workers == []
    assert complaints == []


def test_a_disk_gives_the_answers_of_a_host(page: Page, gazette: Gazette, host: Host) -> None:
    answers = []
    for url in (host.url, f"{gazette.site.public.as_uri()}/"):
        open_search(page, url)
        answers.append([show(page, question) for question in QUESTIONS])

    from_host, from_disk = answers
    assert from_disk == from_host
    assert [answer[0].split(" ")[0] for answer in from_host if len(answer) == 1] == []


def test_the_index_has_every_byte_that_a_charset_could_change(gazette: Gazette) -> None:
    """Bytes from 0x80 to 0x9f are other characters in the charset in which scripts of a disk are read."""
    folder = gazette.site.public / "search"
    for kind in "tdp":
        held = {byte for file in (folder / kind).iterdir() for byte in file.read_bytes()}
        assert {*range(0x80, 0xA0)} <= held, kind


def test_the_archive_is_such_that_the_engine_must_choose(gazette: Gazette) -> None:
    """Some runs of terms, lists that are heavy, files of cards and of words."""
    counts = {
        kind: len(list((gazette.site.public / "search" / kind).iterdir()))
        for kind in ("t", "h", "p", "d", "v")
    }

    assert min(counts.values()) >= 2, counts


def test_what_was_asked_before_changes_no_answer(page: Page, gazette: Gazette, host: Host) -> None:
    open_search(page, host.url)
    engine = page.locator("#ask").evaluate(
        "form => new URL(form.dataset.root + form.dataset.engine, location).href"
    )
    requests: list[dict[str, Any]] = [{"query": question} for question in QUESTIONS[::2]]
    others = [{"query": f"{piece.own} {piece.place}", "sort": "newest"} for piece in gazette.pieces]

    def ask(asked: list[dict[str, Any]]) -> list[Any]:
        answers: list[Any] = page.evaluate(ASK_A_WORKER, [engine, f"{host.url}search/", asked])
        return answers

    fresh = [ask([request])[0] for request in requests]
    after_others = ask([*others, *others[:10], *reversed(requests)])[-len(requests) :][::-1]

    assert after_others == fresh
    assert min(answer["total"] for answer in fresh) > 0
    assert all(hit["score"] > 0 for answer in fresh[:4] for hit in answer["hits"])


def test_every_piece_is_found_by_its_own_word(page: Page, gazette: Gazette, host: Host) -> None:
    open_search(page, host.url)
    engine = page.locator("#ask").evaluate(
        "form => new URL(form.dataset.root + form.dataset.engine, location).href"
    )
    requests = [{"query": piece.own} for piece in gazette.pieces]

    answers = page.evaluate(ASK_A_WORKER, [engine, f"{host.url}search/", requests])

    found = [[hit["route"] for hit in answer["hits"]] for answer in answers]
    assert found == [[f"articles/{piece.slug}/index.html"] for piece in gazette.pieces]


# What is asked for, and when.


def test_an_article_asks_for_nothing_of_the_search_before_the_focus(page: Page, host: Host) -> None:
    page.goto(f"{host.url}articles/piece-01/index.html", wait_until="networkidle")
    assert [path for path in host.asked if "search/" in path] == []

    page.locator("header input").focus()
    wait_until(page, "performance.getEntriesByName(new URL('../../search/m.js', location)).length > 0")

    asked = [re.sub(r"\.\w{10}\.", ".", path) for path in host.asked if "search/" in path]
    assert asked[0] == "/assets/search/bundles/quick.js"
    assert {*asked[1:]} == {"/assets/search/bundles/engine.js", "/search/m.js"}


def test_the_search_page_asks_for_nothing_of_the_index_before_the_focus(page: Page, host: Host) -> None:
    page.goto(f"{host.url}search/index.html", wait_until="networkidle")
    assert [path for path in host.asked if path.startswith("/search/")] == ["/search/index.html"]
    assert [path for path in host.asked if "engine" in path] == []

    page.locator("#q").focus()
    wait_until(page, "performance.getEntriesByName(new URL('m.js', location)).length > 0")

    assert host.asked.count("/search/m.js") == 1


def test_a_question_asks_for_few_files_and_for_each_once(page: Page, host: Host) -> None:
    open_search(page, host.url, "?q=lighthouse brackwater")
    show(page, "lighthouse brackwater")

    index = [path for path in host.asked if path.startswith("/search/")]
    assert len(index) == len({*index})
    assert len([path for path in index if "/t/" in path]) <= 2


# What fails.


def test_a_host_that_went_away_is_told_and_the_search_goes_on_when_it_is_back(page: Page, host: Host) -> None:
    open_search(page, host.url, "?q=lighthouse")
    host.stop()
    page.locator("#q").fill("зима")
    expect_failure(page, UNREACHABLE)
    expect(page.get_by_role("status").filter(has_text=UNREACHABLE)).to_have_count(1)
    assert page.locator("#indexes").is_visible()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("main ol")).to_have_attribute("aria-busy", "false")
    expect_failure(page, UNREACHABLE)

    host.start()
    page.get_by_role("button", name="Try again").click()

    wait_for_heading(page, "6 results for “зима”")
    expect(page.locator("#failure")).to_be_hidden()


def test_a_host_that_went_away_before_the_first_question_is_told(page: Page, host: Host) -> None:
    """Then the engine itself is not there yet."""
    page.goto(f"{host.url}search/index.html")
    host.stop()
    page.locator("#q").fill("lighthouse")
    expect_failure(page, UNREACHABLE)

    host.start()
    page.get_by_role("button", name="Try again").click()

    wait_for_heading(page, "12 results for “lighthouse”")


def test_a_reader_who_is_offline_is_told(page: Page, host: Host) -> None:
    open_search(page, host.url)
    page.context.set_offline(offline=True)
    page.locator("#q").fill("lighthouse")
    expect_failure(page, UNREACHABLE)

    page.context.set_offline(offline=False)
    page.get_by_role("button", name="Try again").click()

    wait_for_heading(page, "12 results for “lighthouse”")


@pytest.mark.parametrize(
    ("folder", "question"),
    [
        ("t", "lighthouse"),
        ("h", "chronicle"),
        ("v", "lighthuose"),
        ("d", "lighthouse"),
        ("p", '"first saw"'),
        ("i/", '"first saw"'),
        ("m.js", "lighthouse"),
    ],
)
def test_a_file_that_is_missing_is_told_and_the_search_goes_on_when_it_is_back(
    page: Page, host: Host, folder: str, question: str
) -> None:
    host.refused[f"/search/{folder}"] = 404
    open_search(page, host.url)
    page.locator("#q").fill(question)
    expect_failure(page, INCOMPLETE)
    assert page.locator("#results").is_hidden()
    assert page.locator("#indexes").is_visible()

    host.refused.clear()
    page.get_by_role("button", name="Try again").click()

    expect(page.locator("#found")).to_contain_text("result")
    expect(page.locator("#failure")).to_be_hidden()


def test_a_host_in_trouble_is_no_missing_file(page: Page, host: Host) -> None:
    host.refused["/search/t/"] = 503
    open_search(page, host.url, "?q=lighthouse")

    expect_failure(page, UNREACHABLE)


def test_values_of_a_filter_that_are_missing_come_when_they_are_back(page: Page, host: Host) -> None:
    host.refused["/search/f/"] = 404
    open_search(page, host.url, "?q=lighthouse")
    page.locator("summary", has_text="Publication").click()
    expect_failure(page, INCOMPLETE)

    host.refused.clear()
    page.get_by_role("button", name="Try again").click()

    expect(page.get_by_role("checkbox", name="The Brackwater Herald")).to_be_visible()
    expect(page.locator("#failure")).to_be_hidden()


def test_the_quick_list_says_what_failed_and_comes_when_it_is_back(page: Page, host: Host) -> None:
    page.goto(f"{host.url}articles/piece-01/index.html")
    host.refused["/search/"] = 404
    page.locator("header input").focus()
    page.locator("[role=combobox]").press_sequentially("lighthous")
    expect(page.get_by_role("status").filter(has_text="could not be loaded")).to_have_count(1)

    host.refused.clear()
    page.keyboard.type("e")

    expect(page.locator(OPTION).last).to_have_text("All results (12)")
    expect(page.get_by_role("status").filter(has_text="12 results")).to_have_count(1)


def test_the_quick_script_that_is_missing_comes_when_it_is_back(page: Page, host: Host) -> None:
    page.goto(f"{host.url}articles/piece-01/index.html")
    host.stop()
    page.locator("header input").focus()
    wait_until(page, "document.querySelector('head script:last-child').src.includes('quick')")
    host.start()
    page.locator("header input").blur()

    page.locator("header input").focus()
    page.locator("[role=combobox]").press_sequentially("lighthouse")

    expect(page.locator(OPTION).last).to_have_text("All results (12)")


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_page_that_is_open_while_the_archive_is_published_anew_goes_on(
    page: Page, tmp_path: Path, scheme: str
) -> None:
    site = write_gazette(tmp_path / "site").site
    site.build()
    host = Host(site.public, read_policy(site.public))
    url = host.url if scheme == "http" else f"{site.public.as_uri()}/"
    manifests: list[str] = []

    def note(request: Request) -> None:
        if "search/m.js" in request.url:
            manifests.append(request.url)

    page.on("request", note)
    open_search(page, url, "?q=lighthouse")
    wait_for_heading(page, "12 results for “lighthouse”")
    assert len(manifests) == 1

    site.article("oldest", "The lighthouse of a canal, and its zeppelin.\n", published="1850", title="Canals")
    site.build()

    assert show(page, "canal")[0] == "13 results for “canal”"
    assert len(manifests) == 2
    assert show(page, "zeppelin")[0] == "1 result for “zeppelin”"
    assert slugs(page) == ["oldest"]
    assert show(page, "lighthouse")[0] == "13 results for “lighthouse”"
    assert len(manifests) == 2
    assert host.reports == []
    host.stop()


# What readers type.


def test_any_question_has_an_answer(page: Page, url: str) -> None:
    """Also one that says nothing, or is no text at all."""
    open_search(page, url)
    said = {}
    for question in BAD_INPUT:
        page.locator("#q").evaluate(
            "(field, text) => { field.value = text; field.form.requestSubmit(); }", question
        )
        said[question] = said_of(page)

    assert {
        words for words in said.values() if not re.match(r"\d+ results? for|Nothing matches", words)
    } == set()
    assert said["lighthouse " * 1000].startswith("12 results for")
    assert all(len(words) < 120 for words in said.values())
    assert said["\u202elighthouse\u202c \u2067canal\u2069 \u200f"].startswith("24 results for")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_word_that_is_found_nowhere_leaves_ways_out(page: Page, host: Host) -> None:
    open_search(page, host.url, "?q=lighthouse zzyzzyvaqq")
    expect(page.locator("#notes")).to_contain_text("“zzyzzyvaqq” is found nowhere.")
    page.get_by_role("link", name="Search without it").click()
    wait_for_heading(page, "12 results for “lighthouse”")

    show(page, "zzyzzyvaqq")

    assert page.locator("#found").inner_text() == "Nothing matches “zzyzzyvaqq”"
    assert "Check the spelling" in page.locator("#notes").inner_text()
    assert page.locator("#indexes a").first.is_visible()


def test_a_mistyped_word_is_repaired_and_told(page: Page, host: Host) -> None:
    open_search(page, host.url, "?q=lighthuose")

    wait_for_heading(page, "12 results for “lighthouse”")
    assert "Showing results for lighthouse" in page.locator("#notes").inner_text()


def test_a_filter_that_no_longer_exists_is_told(page: Page, host: Host) -> None:
    open_search(page, host.url, "?q=lighthouse&tag=long-gone")
    wait_for_heading(page, "Nothing matches “lighthouse”")
    assert "Tag “long-gone” is not in this archive." in page.locator("#notes").inner_text()

    page.get_by_role("link", name="Remove this filter").click()

    wait_for_heading(page, "12 results for “lighthouse”")


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_an_empty_archive_says_so(
    archive: Archive, serve: Callable[[Path], str], page: Page, scheme: str
) -> None:
    archive.write("site.toml", '[site]\ntitle = "Empty"\n[build]\nurls = "explicit"\n')
    archive.build()
    url = serve(archive.public) if scheme == "http" else f"{archive.public.as_uri()}/"

    open_search(page, url)
    assert "No articles yet." in page.locator("#start").inner_text()

    for question in ("lighthouse", '"two words"', "1912", "tag:sea -x"):
        assert show(page, question) == [f"Nothing matches “{question}”"]
    open_search(page, url, "?tag=sea&sort=oldest&from=1900")
    wait_for_heading(page, "Nothing matches these filters")
    for facet in page.locator("summary").all()[1:]:
        facet.click()
    assert page.locator("#failure").is_hidden()


# What readers do.


def test_an_address_shows_what_it_says(page: Page, gazette: Gazette, url: str) -> None:
    open_search(page, url, "?q=lighthouse&tag=sea&from=1910&sort=oldest")

    expected = [piece.slug for piece in gazette.about("lighthouse") if piece.year >= 1910]
    wait_for_heading(page, f"{len(expected)} results for “lighthouse”, oldest first")
    assert slugs(page) == expected
    assert page.get_by_label("Sort by").input_value() == "oldest"
    assert page.locator("[name=from]").input_value() == "1910"
    expect(page.get_by_role("checkbox", name="Sea")).to_be_checked()
    expect(page.locator("#chips li")).to_have_count(3)


def test_sorting_keeps_hits_and_turns_their_order(page: Page, gazette: Gazette, host: Host) -> None:
    open_search(page, host.url, "?q=canal")
    wait_for_heading(page, "12 results for “canal”")
    expected = [piece.slug for piece in gazette.about("canal")]
    page.get_by_label("Sort by").select_option("oldest")
    wait_for_heading(page, "12 results for “canal”, oldest first")
    assert slugs(page) == expected[:10]

    page.get_by_label("Sort by").select_option("newest")
    wait_for_heading(page, "12 results for “canal”, newest first")

    assert slugs(page) == expected[::-1][:10]


def test_facets_count_what_the_hits_have(page: Page, gazette: Gazette, url: str) -> None:
    open_search(page, url, "?q=harvest")
    page.locator("summary", has_text="Author").click()
    page.locator("summary", has_text="Publication").click()
    pieces = gazette.about("harvest")
    expect(page.locator("[data-facet=author] li")).not_to_have_count(0)
    expect(page.locator("[data-facet=source] li")).not_to_have_count(0)

    counted = {}
    for facet in ("author", "source"):
        for row in page.locator(f"[data-facet={facet}] li").all():
            counted[row.locator("bdi").inner_text()] = int(row.locator("span").inner_text())

    names = [name for piece in pieces for name in (piece.author, piece.publication)]
    assert counted == {name: names.count(name) for name in names}


def test_filters_narrow_and_back_restores(page: Page, gazette: Gazette, host: Host) -> None:
    open_search(page, host.url, "?q=chronicle")
    wait_for_heading(page, f"{COUNT} results for “chronicle”")
    first = slugs(page)
    page.locator("summary", has_text="Tag").click()
    page.get_by_role("checkbox", name="Stage").check()
    expected = [piece for piece in gazette.pieces if piece.tag == "Stage"]
    wait_for_heading(page, f"{len(expected)} results for “chronicle”")
    page.get_by_label("Sort by").select_option("newest")
    wait_for_heading(page, f"{len(expected)} results for “chronicle”, newest first")
    assert slugs(page) == [piece.slug for piece in expected[::-1][:10]]

    page.go_back()
    wait_for_heading(page, f"{len(expected)} results for “chronicle”")
    page.go_back()

    wait_for_heading(page, f"{COUNT} results for “chronicle”")
    assert slugs(page) == first
    expect(page.get_by_role("checkbox", name="Stage")).not_to_be_checked()


def test_years_narrow_the_search(page: Page, gazette: Gazette, host: Host) -> None:
    open_search(page, host.url, "?q=chronicle")
    page.locator("#years a[aria-label^='1910–1914: '] .plane").click()
    expected = [piece.slug for piece in gazette.pieces if 1910 <= piece.year <= 1914]
    wait_for_heading(page, f"{len(expected)} results for “chronicle”")

    page.locator("#years a[aria-label='1911: 2 results'] .plane").click()

    wait_for_heading(page, "2 results for “chronicle”")
    assert {*slugs(page)} == {piece.slug for piece in gazette.pieces if piece.year == 1911}


def test_pages_show_every_hit_once(page: Page, gazette: Gazette, host: Host) -> None:
    open_search(page, host.url, "?q=chronicle")
    seen = slugs(page)
    while page.get_by_role("link", name="Next").count():
        start = page.locator("main ol").get_attribute("start")
        page.get_by_role("link", name="Next").click()
        expect(page.locator("main ol")).not_to_have_attribute("start", start or "")
        seen += slugs(page)

    assert sorted(seen) == sorted(piece.slug for piece in gazette.pieces)


def test_all_of_it_works_by_keyboard_alone(page: Page, gazette: Gazette, url: str) -> None:
    open_search(page, url)
    page.keyboard.press("/")
    page.keyboard.type("lighthouse")
    wait_for_heading(page, "12 results for “lighthouse”")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    for _ in range(20):
        if focused(page).startswith("SUMMARY Tag"):
            break
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", name="Sea")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expected = [piece for piece in gazette.about("lighthouse") if piece.tag == "Sea"]
    expect(page.locator("#chips")).to_contain_text("Sea")
    wait_for_heading(page, f"{len(expected)} results for “lighthouse”")

    page.keyboard.press("/")
    page.locator("#q").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    target = page.locator("main ol a").nth(1)
    expect(target).to_be_focused()
    heading = target.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/**")
    assert page.locator("h1").inner_text() == heading

    page.go_back()
    wait_for_heading(page, f"{len(expected)} results for “lighthouse”")
    expect(page.locator("main ol a").nth(1)).to_be_focused()


def test_the_quick_list_leads_to_a_piece(page: Page, gazette: Gazette, url: str) -> None:
    piece = next(piece for piece in gazette.pieces if piece.language == "ar")
    page.goto(f"{url}articles/piece-01/index.html")
    page.keyboard.press("/")
    page.locator("[role=combobox]").press_sequentially(piece.own)
    expect(page.locator(OPTION).last).to_have_text("All results (1)")
    assert page.locator(f"{OPTION} [lang=ar]").inner_text() == piece.title

    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url(f"{url}articles/{piece.slug}/index.html")
