"""A host on loopback that answers as it is told, and remembers who asked for what."""

import http.server
import threading
from collections import defaultdict
from types import TracebackType
from typing import Self

import msgspec


class Reply(msgspec.Struct, frozen=True):
    """How one path is answered; the last of several replies goes on."""

    status: int = 200
    headers: dict[str, str] = {}
    body: bytes = b""
    only: str = ""
    """The method that is answered so; another one is answered 405."""


class AnsweringHost:
    """Use it in a `with` statement."""

    def __init__(self, replies: dict[str, Reply | list[Reply]]) -> None:
        self.replies = {path: list(own) if isinstance(own, list) else [own] for path, own in replies.items()}
        self.asked: list[tuple[str, str]] = []
        """Method and path of each request."""
        self.headers: dict[str, list[dict[str, str]]] = defaultdict(list)
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        host = self

        class Handler(_Handler):
            owner = host

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def next_reply(self, method: str, path: str, headers: dict[str, str]) -> Reply:
        """What this request is answered."""
        with self._lock:
            self.asked.append((method, path))
            self.headers[path].append(headers)
            waiting = self.replies.get(path, [Reply(404)])
            reply = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        return Reply(405) if reply.only not in ("", method) else reply

    def count(self, change: int) -> None:
        """So many requests more are under way."""
        with self._lock:
            self._at_once += change
            self.most_at_once = max(self.most_at_once, self._at_once)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    owner: AnsweringHost

    def do_GET(self) -> None:
        """One request."""
        self.owner.count(1)
        reply = self.owner.next_reply(self.command, self.path, dict(self.headers))
        self.send_response(reply.status)
        for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(reply.body)
        self.owner.count(-1)

    do_HEAD = do_GET  # noqa: N815 - the name that the server looks for

    def log_message(self, *_: object) -> None:
        """Requests are not news."""
