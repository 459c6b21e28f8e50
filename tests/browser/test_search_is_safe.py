"""Hostile words in an archive and in questions: shown as text, never run, whatever shows them."""

import json
import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from archive import SHARED, Archive, shared
from gazette import read_policy
from host import Host
from playwright.sync_api import Page, expect
from reader import ASK_A_WORKER, open_search

OWN = (
    "<img src=x onerror=window.pwned=1>",
    "<script>window.pwned=1</script>",
    "</script><script>window.pwned=1</script>",
    '"><svg onload=window.pwned=1>',
    "'-(window.pwned=1)-'",
    "javascript:window.pwned=1",
    "&lt;img src=x onerror=window.pwned=1&gt;",
    "{{ constructor.constructor('window.pwned=1')() }}",
    "${window.pwned=1}",
    "<mark>strong</mark> <b>bold</b>",
    "--><img src=x onerror=window.pwned=1>",
    '");window.pwned=1;sx("',
    "\\x22);window.pwned=1;//",
    "\u2028window.pwned=1\u2029",
    "__proto__",
    "constructor",
    "#hash?query=1&tag=2%3Cb%3E",
    "../../../etc/passwd",
    "<a href='javascript:window.pwned=1' id=list>link</a>",
    "<form id=ask><input name=q></form>",
)
FOREIGN = """() => {
    const made = {
        "#found": "",
        "#status": "",
        "#notes": "P A STRONG",
        "#chips": "LI A BDI",
        "#list": "LI H3 A MARK P CITE BDI TIME",
        ".facet ul": "LI LABEL INPUT BDI SPAN BUTTON",
        "#quick": "A SPAN MARK P CITE BDI TIME",
    };
    const foreign = Object.entries(made).flatMap(([area, names]) => (
        Array.from(document.querySelectorAll(`${area} *`)).filter(one => !names.split(" ").includes(one.tagName))
    ));
    const leads = ({ name, value }) => /href|src|action/i.test(name) && /^\\s*javascript:/i.test(value);
    const runs = (attribute) => /^on/i.test(attribute.name) || leads(attribute);
    const running = Array.from(document.querySelectorAll("*")).filter(one => Array.from(one.attributes).some(runs));
    const ran = "pwned" in window ? ["pwned"] : [];
    return [...foreign, ...running].map(one => one.outerHTML.slice(0, 200)).concat(ran);
}"""
"""Elements that the search does not make itself, attributes that run, and whether anything ran."""
PER_PIECE = 4
WORD = "harmless"
DIVISION = "\u2215"
"""Instead of a slash, which would divide a tag into parts, some of them without a letter."""


def read_suite(*parts: str) -> list[object]:
    """What a suite holds; nothing where it is not on this machine, which is told by a test of its own."""
    file = SHARED.joinpath("suites", *parts)
    return list(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else []


def list_payloads() -> list[str]:
    """Our own, and those of a suite; none that no file can hold."""
    suite = [str(attack["payload"]) for attack in read_suite("dompurify-xss", "expect.json")]  # type: ignore[index]
    found = [" ".join(payload.split()) for payload in [*OWN, *suite] if payload.strip()]
    return [payload for payload in dict.fromkeys(found) if payload.isprintable() or payload in OWN]


@pytest.fixture(scope="module")
def titles() -> list[str]:
    """What the pieces of the archive are called."""
    return list_payloads()[::PER_PIECE]


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """An archive whose every word about a piece is an attack."""
    site = Archive(tmp_path_factory.mktemp("hostile") / "site")
    site.write("site.toml", '[site]\ntitle = "<b>Hostile</b>"\n[build]\nurls = "explicit"\n')
    payloads = list_payloads()
    for number in range(len(payloads) // PER_PIECE):
        title, author, publication, tag = payloads[number * PER_PIECE :][:PER_PIECE]
        site.article(
            f"piece-{number}",
            f"    {title} {author}\n\nA {WORD} word{number}x.\n",
            title=title,
            authors=[author],
            publication=publication,
            tags=[tag.replace("/", DIVISION)[:150]],
            published=f"{1900 + number}",
        )
    site.build()
    host = Host(site.public, read_policy(site.public))
    yield host
    host.stop()


@pytest.fixture(autouse=True)
def unharmed(page: Page, complaints: list[str], host: Host) -> Iterator[None]:
    """Whatever a test does: no dialog, nothing on the console, no other host, nothing that the policy stopped."""
    yield
    assert page.evaluate(FOREIGN) == []
    assert complaints == []
    assert host.reports == []


def ask(page: Page, query: str) -> None:
    """Ask a question on the search page, as it was typed."""
    page.locator("#q").evaluate("(field, text) => { field.value = text; field.form.requestSubmit(); }", query)
    expect(page.locator("main ol")).to_have_attribute("aria-busy", "false")


def test_the_suites_are_here() -> None:
    """Of which the other tests take what they find."""
    shared("suites", "dompurify-xss", "expect.json")
    shared("suites", "blns", "blns.json")


def test_hostile_hits_are_text(page: Page, host: Host, titles: list[str]) -> None:
    shown = []
    open_search(page, host.url, f"?q={WORD}&sort=oldest")
    while True:
        assert page.evaluate(FOREIGN) == []
        shown += page.locator("main ol h3").evaluate_all("all => all.map(one => one.textContent)")
        if not page.get_by_role("link", name="Next").count():
            break
        start = page.locator("main ol").get_attribute("start") or ""
        page.get_by_role("link", name="Next").click()
        expect(page.locator("main ol")).not_to_have_attribute("start", start)

    assert shown == titles[: len(list_payloads()) // PER_PIECE]


def test_hostile_filters_are_text(page: Page, host: Host) -> None:
    open_search(page, host.url, f"?q={WORD}")
    for facet in page.locator("details.facet").all():
        facet.locator("summary").click()
        expect(facet.locator("li")).not_to_have_count(0)
        if facet.get_by_role("button").count():
            facet.get_by_role("button").click()
    labels = page.locator(".facet bdi").all_inner_texts()
    assert {*OWN[1:12:PER_PIECE], *OWN[2:12:PER_PIECE]} <= {*labels}
    chosen = page.locator(".facet input").evaluate_all(
        "all => all.map(one => `${one.name}=${encodeURIComponent(one.value)}`)"
    )

    page.goto(f"{host.url}search/index.html?q={WORD}&{'&'.join(chosen[:80])}")
    expect(page.locator("#chips li")).not_to_have_count(0)
    expect(page.locator(".facet li")).not_to_have_count(0)

    assert page.evaluate(FOREIGN) == []


def test_hostile_questions_are_text(page: Page, host: Host) -> None:
    naughty = [text for text in map(str, read_suite("blns", "blns.json")) if "<" in text or "script" in text]
    open_search(page, host.url)
    for question in [*OWN, *naughty[::6]]:
        ask(page, question)
        assert page.evaluate(FOREIGN) == [], question
        assert page.locator("#failure").is_hidden(), question


@pytest.mark.parametrize("payload", [OWN[0], OWN[2], OWN[3], OWN[5], OWN[11]])
def test_a_hostile_address_is_text(page: Page, host: Host, payload: str) -> None:
    names = ("q", "from", "to", "source", "tag", "author", "sort", "page", payload)
    open_search(page, host.url, "?" + "&".join(f"{quote(name)}={quote(payload)}" for name in names))

    assert page.evaluate(FOREIGN) == []
    assert page.locator("#q").input_value() == payload
    page.goto(f"{host.url}search/index.html?q={WORD}#{quote(payload)}")
    expect(page.locator("main ol > li")).not_to_have_count(0)


def test_hostile_hits_of_the_quick_list_are_text(page: Page, host: Host, titles: list[str]) -> None:
    page.goto(f"{host.url}articles/piece-0/index.html")
    page.keyboard.press("/")
    field = page.locator("[role=combobox]")
    for number in range(5):
        field.fill(f"word{number}x")
        expect(page.locator("#quick span").first).to_have_text(titles[number])
        expect(page.locator("[role=option]").last).to_have_text("All results (1)")
        assert page.evaluate(FOREIGN) == []
    for question in OWN[:6]:
        field.fill(question)
        address = re.escape(urlencode({"q": question}))
        expect(page.locator("#quick .all")).to_have_attribute("href", re.compile(f"{address}$"))


def test_every_question_that_is_naughty_has_an_answer(page: Page, host: Host) -> None:
    questions = [str(text) for text in read_suite("blns", "blns.json")] or list(OWN)
    open_search(page, host.url)
    engine = page.locator("#ask").evaluate(
        "form => new URL(form.dataset.root + form.dataset.engine, location).href"
    )

    requests = [{"query": question} for question in questions]
    answers = page.evaluate(ASK_A_WORKER, [engine, f"{host.url}search/", requests])

    assert len(answers) == len(questions)
