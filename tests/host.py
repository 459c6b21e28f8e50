"""A static host that tests can watch, disturb, stop and start again; it may send a policy with every file."""

import http.server
import threading
from pathlib import Path
from urllib.parse import unquote, urlsplit

REPORT = "/report"
"""What is asked below this is news to the test, not a file."""


class Host:
    """A folder on loopback."""

    def __init__(self, folder: Path, policy: str = "") -> None:
        """`policy` is sent as a header, so that it holds for workers too; browsers report what it forbids."""
        self.folder = folder
        self.policy = f"{policy}; report-uri {REPORT}/violation" if policy else ""
        self.asked: list[str] = []
        """Paths, as they were asked for."""
        self.reports: list[str] = []
        """What browsers told: violations of the policy, and what scripts of a test asked below `/report`."""
        self.refused: dict[str, int] = {}
        """Beginnings of paths that are answered with a status alone."""
        self._server: http.server.ThreadingHTTPServer | None = None
        self.port = 0
        self.start()

    @property
    def url(self) -> str:
        """Where the folder is served."""
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        """Serve; the second time where it was served before."""
        host = self

        class Handler(_Handler):
            owner = host

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Answer nothing any more."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
        self._server = None


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Of one host, its `owner`."""

    owner: Host

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments, directory=str(self.owner.folder))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """A file, a refusal, or a report."""
        path = unquote(urlsplit(self.path).path)
        if path.startswith(REPORT):
            self.owner.reports.append(unquote(self.path))
            self._answer(200)
            return
        self.owner.asked.append(path)
        status = next((code for start, code in self.owner.refused.items() if path.startswith(start)), 0)
        if status:
            self._answer(status)
        else:
            super().do_GET()

    def do_POST(self) -> None:
        """A report of the browser's own."""
        self.owner.reports.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self._answer(204)

    def end_headers(self) -> None:
        """Nothing is kept by browsers, so that what is asked for is what is used."""
        self.send_header("Cache-Control", "no-store")
        if self.owner.policy:
            self.send_header("Content-Security-Policy", self.owner.policy)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Requests are not news."""

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()
