"""What readers do on the search page, and what they see of it."""

import re

import pytest
from playwright.sync_api import Page, expect

ASK_A_WORKER = """async ([engine, base, requests]) => {
    const worker = new Worker(engine);
    const ask = (call, ...given) => new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => data.error ? reject(new Error(data.error.message)) : resolve(data.result);
        worker.postMessage({ id: 1, call, arguments: given });
    });
    await ask("open", { base });
    const answers = [];
    for (const request of requests) answers.push({ ...await ask("search", request), seconds: 0 });
    worker.terminate();
    return answers;
}"""
"""A session of its own, which hears all that the engine says."""


def open_search(page: Page, url: str, query: str = "") -> None:
    """The search page with an answer, or without a question."""
    page.goto(f"{url}search/index.html{query}")
    if query:
        expect(page.locator("main ol > li, #indexes:visible, #failure:visible").first).to_be_visible()
        expect(page.locator("main ol")).to_have_attribute("aria-busy", "false")


def titles(page: Page) -> list[str]:
    """The titles of the results."""
    return page.locator("main ol > li h3").all_inner_texts()


def wait_for_heading(page: Page, words: str) -> None:
    """Wait for an answer."""
    expect(page.locator("#found")).to_have_text(words)
    expect(page.locator("main ol")).to_have_attribute("aria-busy", "false")


def expect_failure(page: Page, words: str) -> None:
    """Wait until that is said, and nothing else; hidden words are there all the time."""
    expect(page.locator("#failure p[data-kind]").locator("visible=true")).to_have_text(re.compile(words))


def wait_until(page: Page, expression: str) -> None:
    """Wait for something that no element shows; Playwright's own way to do so needs `eval`."""
    for _ in range(50):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{expression} did not become true")


def focused(page: Page) -> str:
    """The element that has the focus: its id, else its tag with its words."""
    return str(page.evaluate("(e => e.id || `${e.tagName} ${e.textContent}`)(document.activeElement)"))
