"""Requests to the preview, and who may send them.

Any page that a maintainer's browser shows can send requests to this machine. So a request must name this server (a
foreign name may have been made to lead here), must not come from a page of another site, and reads; a socket must
come from a page of ours. Nothing outside the published folder is ever read. Each of these has had its hole in
another development server: see the tests.
"""

import hmac
import json
import secrets
from collections.abc import Mapping
from html import escape
from importlib.resources import files
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado import web

from builder.serve.address import Address
from builder.serve.answers import find_answer
from builder.serve.panel import CLIENT, dress_page, waiting_page

MOST_SOCKETS = 32
"""Pages that listen at a time; a page of another kind could else take all that this process may open."""
LONGEST_MESSAGE = 4096
"""Bytes that a page may send."""
KEEP_ALIVE = 20
"""Seconds between two looks whether a page still listens."""

HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "no-referrer",
}
TYPES = {
    ".atom": "application/atom+xml",
    ".bib": "application/x-bibtex",
    ".css": "text/css",
    ".gz": "application/gzip",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".ris": "application/x-research-info-systems",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".xml": "application/xml",
}
"""Of what Fonds writes; of other files it is as the system says."""
TEXTS = ("text/", "application/json", "application/xml", "application/atom+xml", "image/svg+xml")


class Preview:
    """What is shown at the moment; each build that ends exchanges it as a whole."""

    def __init__(self, address: Address, root: Path) -> None:
        self.address = address
        self.root = root
        """The published folder."""
        self.prefix = "/"
        self.panel = ""
        """HTML of the problems, or empty."""
        self.early: dict[Path, bytes] = {}
        """Pages that a build has ready which is still running."""
        self.builds = 0
        """Those that were shown."""
        self.sockets = 0
        """Those that are open."""
        self._run = secrets.token_hex(4)

    def show(self, root: Path, prefix: str, panel: str) -> None:
        """Show what a build left: its files, or the problems over those of an earlier one."""
        self.root, self.prefix, self.panel = root, prefix or self.prefix, panel
        self.early = {}
        self.builds += 1

    def show_early(self, pages: Mapping[str, bytes]) -> None:
        """Show some pages before the build that has made them ends; `pages` are by their file in the output."""
        self.early |= {self.root / file: page for file, page in pages.items()}
        self.builds += 1

    @property
    def seen(self) -> str:
        """Names the build that is shown; no build of another run of the server is called so."""
        return f"{self._run}-{self.builds}"

    @property
    def waiting(self) -> str:
        """What stands in for a page where there is none yet; empty where there is a site."""
        if self.root.is_dir():
            return ""
        return "The site cannot be built yet" if self.panel else "The site is being built"


class _Guard(web.RequestHandler):
    """What every request must pass."""

    preview: Preview

    def initialize(self, preview: Preview) -> None:
        """Tornado gives what the route was made with."""
        self.preview = preview

    def set_default_headers(self) -> None:
        """Of every answer, errors included."""
        self.clear_header("Server")
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Refuse what does not come from this server's own pages, or from its user."""
        headers = self.request.headers
        if not self.preview.address.admits(self.request.host):
            raise web.HTTPError(421, reason="Misdirected Request")
        if self.request.method not in ("GET", "HEAD"):
            raise web.HTTPError(405)
        is_foreign = headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")
        if is_foreign and (
            headers.get("Sec-Fetch-Mode") != "navigate"
            or headers.get("Sec-Fetch-Dest") not in (None, "document")
        ):
            raise web.HTTPError(403)
        if self.preview.address.token:
            self._ask_for_token(self.preview.address.token)

    def _ask_for_token(self, token: str) -> None:
        cookie = f"fonds-preview-{self.preview.address.port}"
        shown = self.get_query_argument("token", "")
        if shown and hmac.compare_digest(shown.encode(), token.encode()):
            self.set_cookie(cookie, token, httponly=True, samesite="Strict")
            # Out of the address: it would be handed on with it.
            self.redirect(f"/{self.request.path.lstrip('/')}")
        elif not hmac.compare_digest((self.get_cookie(cookie) or "").encode(), token.encode()):
            raise web.HTTPError(403, reason="Open the address with its token, as fonds serve printed it")

    def write_error(self, status_code: int, **_: Any) -> None:
        """An error in a line."""
        self.set_header("Content-Type", "text/html; charset=utf-8")
        words = escape(f"{status_code} {self._reason}")
        self.finish(f"<!doctype html>\n<html lang=en>\n<title>{words}</title>\n<h1>{words}</h1>\n")


class Socket(_Guard, LiveReloadHandler):  # type: ignore[misc] # livereload has no types
    """A page that listens for the next build, by livereload's own protocol."""

    def prepare(self) -> None:
        """Refuse pages that are not ours, to which it would say what is being written here; and too many of ours.

        Tornado has a check of its own, which lets pass whom we do not: who sends no Origin, or one with our name
        and another scheme.
        """
        super().prepare()
        if self.request.headers.get("Origin", "").lower() != f"http://{self.request.host.lower()}":
            raise web.HTTPError(403)
        if self.preview.sockets >= MOST_SOCKETS:
            raise web.HTTPError(503)

    def open(self, *_: str, **__: str) -> None:
        """Count it."""
        self.preview.sockets += 1

    def on_close(self) -> None:
        """The page went away."""
        self.preview.sockets -= 1
        super().on_close()

    def on_message(self, message: str | bytes) -> None:
        """Answer the handshake; a page of an older build hears at once that there is a newer."""
        try:
            said = json.loads(message)
            command = said["command"]
        except (ValueError, TypeError, KeyError, RecursionError):
            self.close()
            return
        if command == "hello":
            super().on_message(json.dumps({"command": "hello"}))
        elif command == "info":
            # The page's own account of itself ends here: livereload would write it to the log.
            super().on_message(json.dumps({"command": "info", "url": ""}))
            if _seen_by(said) not in ("", self.preview.seen):
                self.send_message({"command": "reload", "path": "*", "liveCSS": True})


def _seen_by(said: Any) -> str:
    """The build that a page says it is of; empty of a client that is not ours."""
    try:
        return str(said["plugins"]["fonds"]["seen"])
    except (TypeError, KeyError):
        return ""


class ClientScript(_Guard, LiveReloadJSHandler):  # type: ignore[misc] # livereload has no types
    """livereload.js, as the package has it."""


class ClientFiles(_Guard):
    """The preview's own script and style sheet."""

    def get(self, name: str) -> None:
        """One of the two."""
        if name not in ("preview.js", "preview.css"):
            raise web.HTTPError(404)
        self.set_header("Content-Type", f"{TYPES[Path(name).suffix]}; charset=utf-8")
        self.write((files("builder.serve") / "client" / name).read_bytes())

    head = get


class Pages(_Guard, web.StaticFileHandler):
    """The published folder, as any static host would show it, with the preview's own lines behind each page."""

    def initialize(self, preview: Preview) -> None:  # type: ignore[override] # the folder may change
        """The folder is known with each request alone."""
        _Guard.initialize(self, preview)
        self.root = str(preview.root)
        self.default_filename = None

    async def get(self, path: str, include_body: bool = True) -> None:  # noqa: FBT001, FBT002 - tornado's own
        """A file, a page, a redirect, or the site's page for what is not there."""
        preview = self.preview
        if preview.waiting:
            self._send_page(waiting_page(preview.waiting), 503)
            return
        answer = find_answer(preview.root, self.request.path, preview.prefix)
        if answer.location:
            query = f"?{self.request.query}" if self.request.query else ""
            self.redirect(answer.location + query, permanent=True)
        elif answer.file and answer.file.suffix in (".html", ".htm"):
            try:
                page = preview.early.get(answer.file) or answer.file.read_bytes()
            except OSError:
                # A build may just have taken it away.
                raise web.HTTPError(404) from None
            self._send_page(page, answer.status)
        elif answer.file:
            self._file = answer.file
            await super().get(path, include_body)
        else:
            self._send_page(waiting_page("There is no such page"), answer.status)

    async def head(self, path: str) -> None:
        """The same without a body."""
        await self.get(path, include_body=False)

    def _send_page(self, page: bytes, status: int) -> None:
        preview = self.preview
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.write(dress_page(page, preview.panel, preview.seen, self.request.host))

    def parse_url_path(self, url_path: str) -> str:
        """Our own rules have found the file."""
        return url_path

    def get_absolute_path(self, root: str, path: str) -> str:  # type: ignore[override]
        """The same."""
        return str(self._file)

    def validate_absolute_path(self, root: str, absolute_path: str) -> str:
        """The same."""
        return absolute_path

    def get_content_type(self) -> str:
        """By the end of the name."""
        name = self._file.name
        kind = TYPES.get(self._file.suffix.lower()) or guess_type(name)[0] or "application/octet-stream"
        return f"{kind}; charset=utf-8" if kind.startswith(TEXTS) else kind

    def compute_etag(self) -> None:
        """Nothing is kept by browsers, so nothing need be told apart."""

    def should_return_304(self) -> bool:
        """The same."""
        return False


def make_application(preview: Preview) -> web.Application:
    """All that the preview answers."""
    given = {"preview": preview}
    return web.Application(
        [
            (r"/livereload", Socket, given),
            (r"/livereload\.js", ClientScript, given),
            (rf"{CLIENT}([^/]*)", ClientFiles, given),
            (r"(.*)", Pages, given),
        ],
        log_function=lambda _: None,
        websocket_max_message_size=LONGEST_MESSAGE,
        websocket_ping_interval=KEEP_ALIVE,
    )
