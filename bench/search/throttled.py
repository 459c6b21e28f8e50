"""How long a reader on a slow line waits: a fresh browser, a throttled link, one question."""

import gzip
import http.server
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench.search.engines import Engine
from bench.search.figures import Query

LATENCY = 300
"""Milliseconds."""
BYTES_A_SECOND = 1_600_000 // 8
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
COMPRESSED = (".js", ".json", ".html", ".css")

PAGE = b"<!doctype html><html lang='en'><title>bench</title></html>"

ASK = {
    "fonds": """async ({ scripts, base, q }) => {
        const began = performance.now();
        const worker = new Worker(scripts[0]);
        let turn = 0;
        const call = (name, ...given) => new Promise((resolve, reject) => {
            const id = turn++;
            worker.addEventListener("message", ({ data }) => {
                if (data.id === id) data.error ? reject(new Error(data.error.message)) : resolve(data.result);
            });
            worker.postMessage({ id, call: name, arguments: given });
        });
        const manifest = await fetch(`${base}m.js`).then((answer) => answer.arrayBuffer());
        await call("open", { base, manifest });
        const { hits } = await call("search", { query: q });
        return [performance.now() - began, hits.length];
    }""",
    "pagefind": """async ({ scripts, q }) => {
        const began = performance.now();
        const pagefind = await import(scripts[0]);
        const { results } = await pagefind.search(q);
        const shown = await Promise.all(results.slice(0, 10).map((result) => result.data()));
        return [performance.now() - began, shown.length];
    }""",
}


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as hosts do: texts compressed, connections kept."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """One file, or the empty page."""
        path = Path(self.translate_path(self.path))
        if self.path != "/" and not path.is_file():
            self.send_error(404)
            return
        data = _compress(path) if path.suffix in COMPRESSED else path.read_bytes() if path.is_file() else PAGE
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if self.path == "/" else self.guess_type(path))
        if path.suffix in COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Nothing is said."""


@lru_cache(maxsize=4096)
def _compress(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; gives the address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def time_throttled(engine: Engine, queries: Sequence[Query]) -> list[float]:
    """Seconds from the first byte that is asked for to the results, for each question in a browser of its own."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not program:
        return []
    with serve(engine.site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        try:
            return [_time_one(browser, engine, address, query) for query in queries]
        finally:
            browser.close()


def _time_one(browser: Browser, engine: Engine, address: str, query: Query) -> float:
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(f"{address}/")
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        limits = {"downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
        session.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY, **limits})
        given: dict[str, Any] = {
            "scripts": [f"{address}/{path.relative_to(engine.site).as_posix()}" for path in engine.scripts],
            "base": f"{address}/search/",
            "q": query.q,
        }
        milliseconds, _ = page.evaluate(ASK[engine.key], given)
        return float(milliseconds) / 1000
    finally:
        context.close()
