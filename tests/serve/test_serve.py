"""The preview as it answers: like a static host, and to nobody but its own pages and their maintainer."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from apart import apart
from archive import Archive
from preview import PATIENCE, RunningPreview
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from builder.files import CACHE
from builder.lock import lock_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """A site with an article."""
    archive = Archive(tmp_path_factory.mktemp("preview") / "site")
    archive.article("first", tags=["bridges"], body="Words.\n")
    archive.article("draft", status="draft", body="Words of a draft.\n")
    return archive


@pytest.fixture(scope="module")
def preview(site: Archive) -> Iterator[RunningPreview]:
    """A preview of it, built; nothing is changed by these tests."""
    with RunningPreview(site.folder) as running:
        running.wait_until_built()
        yield running


def test_pages_are_those_of_the_published_folder(preview: RunningPreview, site: Archive) -> None:
    answered = preview.get("/articles/first/")

    assert (answered.status, answered.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert answered.text.startswith(site.read("articles/first/"))


def test_files_are_published_as_they_are(preview: RunningPreview, site: Archive) -> None:
    assert preview.get("/checksums.txt").text == site.read("checksums.txt")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/feed.atom", "application/atom+xml; charset=utf-8"),
        ("/feed.json", "application/json; charset=utf-8"),
        ("/search/m.js", "text/javascript; charset=utf-8"),
        ("/archive.jsonl.gz", "application/gzip"),
        ("/articles/first/cite.ris", "application/x-research-info-systems"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/livereload.js", "application/javascript"),
        ("/_fonds/preview.js", "text/javascript; charset=utf-8"),
    ],
)
def test_every_file_says_what_it_is(preview: RunningPreview, site: Archive, path: str, kind: str) -> None:
    if "cite" in path:
        path = "/" + next(site.public.glob("articles/first/*.ris")).relative_to(site.public).as_posix()

    answered = preview.get(path)

    assert (answered.status, answered.headers["Content-Type"]) == (200, kind)


def test_a_folder_redirects_to_its_page_and_keeps_the_question(preview: RunningPreview) -> None:
    answered = preview.get("/search?q=bridge")

    assert (answered.status, answered.headers["Location"]) == (301, "/search/?q=bridge")


def test_what_is_not_there_is_the_sites_own_page(preview: RunningPreview, site: Archive) -> None:
    answered = preview.get("/articles/nope/")

    assert answered.status == 404
    assert answered.text.startswith(site.read("404.html"))


def test_folders_are_not_listed(preview: RunningPreview) -> None:
    assert preview.get("/assets/").status == 404


def test_a_part_of_a_file_can_be_asked_for(preview: RunningPreview, site: Archive) -> None:
    answered = preview.get("/checksums.txt", headers={"Range": "bytes=0-9"})

    assert (answered.status, answered.text) == (206, site.read("checksums.txt")[:10])


def test_head_says_what_get_would(preview: RunningPreview) -> None:
    asked, told = preview.get("/articles/first/"), preview.get("/articles/first/", "HEAD")

    assert told.text == ""
    assert told.status == 200
    assert told.headers["Content-Length"] == asked.headers["Content-Length"]


@pytest.mark.parametrize(
    "path", ["/", "/articles/first/", "/checksums.txt", "/nope", "/livereload.js", "/_fonds/preview.js"]
)
def test_every_answer_is_kept_from_other_sites_and_from_caches(preview: RunningPreview, path: str) -> None:
    headers = preview.get(path).headers

    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert not [name for name in headers if name.lower().startswith("access-control") or name == "Server"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1", "localhost:1", ""])
@pytest.mark.parametrize("path", ["/", "/livereload", "/livereload.js", "/_fonds/preview.js"])
def test_a_foreign_host_name_is_refused(preview: RunningPreview, host: str, path: str) -> None:
    assert preview.get(path, headers={"Host": host}).status in (400, 421)


@pytest.mark.parametrize("site_of", ["cross-site", "same-site"])
def test_a_page_of_another_site_reads_nothing(preview: RunningPreview, site_of: str) -> None:
    for mode in ("no-cors", "cors", "same-origin", "websocket"):
        assert preview.get("/", headers={"Sec-Fetch-Site": site_of, "Sec-Fetch-Mode": mode}).status == 403
    framed = {"Sec-Fetch-Site": site_of, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
    assert preview.get("/", headers=framed).status == 403


def test_a_link_from_elsewhere_can_be_followed(preview: RunningPreview) -> None:
    followed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}

    assert preview.get("/", headers=followed).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_nothing_but_reading_is_answered(preview: RunningPreview, method: str) -> None:
    assert preview.get("/", method).status in (400, 405)


@pytest.mark.parametrize(
    "path", ["/forcereload", "/forcereload?path=x", "/livereload/", "/_fonds/", "/_fonds/address.py"]
)
def test_there_is_no_other_way_in(preview: RunningPreview, path: str) -> None:
    assert preview.get(path).status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/../site.toml",
        "/..%2fsite.toml",
        "/%2e%2e/site.toml",
        "/%2e%2e%2fsite.toml",
        "/articles/../../site.toml",
        "/articles/..%5c..%5csite.toml",
        "/site.toml%00.html",
        "//site.toml",
        "//evil.example/..",
        "/./site.toml",
        "/_fonds/../site.toml",
        "/_fonds/..%2f..%2f__init__.py",
        "/.fonds-manifest.json",
        "/.cache/store-1.sqlite",
        "/" + "a" * 70_000,
    ],
)
def test_nothing_outside_the_published_folder_is_read(preview: RunningPreview, path: str) -> None:
    received = preview.send_raw(
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\nConnection: close\r\n\r\n".encode()
    )

    assert received[:12] in (b"HTTP/1.1 404", b"HTTP/1.1 400", b"HTTP/1.1 431", b"")
    assert b"[site]" not in received
    assert b"Location" not in received


def test_a_request_that_is_none_does_no_harm(preview: RunningPreview) -> None:
    for data in (
        b"\x16\x03\x01\x02\x00",
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 999999\r\n\r\n",
        b"\0" * 1000,
    ):
        preview.send_raw(data)

    assert preview.get("/").status == 200
    assert [line for line in preview.lines if "Traceback" in line or "WARNING" in line] == []


def test_drafts_are_not_shown_unless_they_are_asked_for(preview: RunningPreview) -> None:
    assert preview.get("/articles/draft/").status == 404


def connect(preview: RunningPreview, headers: dict[str, str]) -> None:
    """Open a socket with just these headers, and close it."""

    async def open_and_close() -> None:
        request = HTTPRequest(f"ws://127.0.0.1:{preview.port}/livereload", headers=headers)
        connection = await websocket_connect(request)
        connection.close()
        await connection.read_message()

    apart(lambda: asyncio.run(open_and_close()))


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "file://",
        "http://evil.example",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "https://127.0.0.1:{port}",
        "http://localhost:{port}",
        "http://127.0.0.1:{port}.evil.example",
    ],
)
def test_a_socket_is_opened_for_no_page_but_our_own(preview: RunningPreview, origin: str) -> None:
    headers = {"Origin": origin.format(port=preview.port)} if origin else {}

    with pytest.raises(HTTPClientError) as caught:
        connect(preview, headers)

    assert caught.value.code == 403


def test_a_socket_is_opened_for_our_own_pages(preview: RunningPreview) -> None:
    connect(preview, {"Origin": f"http://127.0.0.1:{preview.port}"})


def exchange(preview: RunningPreview, *messages: str) -> list[str | bytes | None]:
    """Send messages over a socket of our own, and give what comes back to each; None where it is closed."""

    async def talk() -> list[str | bytes | None]:
        origin = {"Origin": f"http://127.0.0.1:{preview.port}"}
        socket = await websocket_connect(
            HTTPRequest(f"ws://127.0.0.1:{preview.port}/livereload", headers=origin)
        )
        answers = []
        for message in messages:
            await socket.write_message(message)
            answers.append(await socket.read_message())
        socket.close()
        return answers

    return apart(lambda: asyncio.run(talk()))


def test_the_protocol_is_that_of_livereload(preview: RunningPreview) -> None:
    hello = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}
    (answer,) = exchange(preview, json.dumps(hello))

    told = json.loads(answer or "")
    assert told["command"] == "hello"
    assert "http://livereload.com/protocols/official-7" in told["protocols"]


def test_a_page_of_an_earlier_build_is_told_to_load_itself_anew(preview: RunningPreview) -> None:
    info = {"command": "info", "plugins": {"fonds": {"seen": "an-earlier-0"}}, "url": "http://x/"}
    (answer,) = exchange(preview, json.dumps(info))

    assert json.loads(answer or "")["command"] == "reload"


@pytest.mark.parametrize(
    "message", ["", "nothing", "[]", "{}", "3", "null", '{"command": 3}' * 2, "[" * 2000, "x" * 100_000]
)
def test_a_message_that_means_nothing_ends_the_socket_alone(preview: RunningPreview, message: str) -> None:
    assert exchange(preview, message) == [None]
    assert preview.get("/").status == 200


def test_only_so_many_pages_can_listen(site: Archive) -> None:
    async def open_many(port: int) -> int:
        origin = {"Origin": f"http://127.0.0.1:{port}"}
        opened = []
        with suppress(HTTPClientError):
            for _ in range(40):
                request = HTTPRequest(f"ws://127.0.0.1:{port}/livereload", headers=origin)
                opened.append(await websocket_connect(request))
        for one in opened:
            one.close()
            await one.read_message()
        return len(opened)

    with RunningPreview(site.folder) as running:
        first = apart(lambda: asyncio.run(open_many(running.port)))
        # Those that were closed count no more.
        again = apart(lambda: asyncio.run(open_many(running.port)))

    assert (first, again) == (32, 32)


# How it begins and ends.


def run_serve(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, where it must end by itself."""
    return subprocess.run(
        [sys.executable, "-m", "builder", "serve", *arguments],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_a_busy_port_is_one_line_before_anything_is_built(archive: Archive) -> None:
    archive.article("first")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run_serve("--site", str(archive.folder), "--port", str(port))

    assert ended.returncode == 1
    assert ended.stderr.startswith(f"error: port {port} is in use; try --port ")
    assert ended.stderr.count("\n") == 1
    assert not archive.public.exists()


def test_a_folder_that_is_no_site_is_told(tmp_path: Path) -> None:
    ended = run_serve("--site", str(tmp_path), "--port", "0")

    assert ended.returncode == 1
    assert "there is no site.toml in this folder" in ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_other_machines_are_let_in_only_where_that_is_meant(archive: Archive) -> None:
    ended = run_serve("--site", str(archive.folder), "--port", "0", "--host", "0.0.0.0")  # noqa: S104

    assert ended.returncode == 1
    assert "--allow-remote" in ended.stderr


def test_other_machines_need_the_token(archive: Archive) -> None:
    archive.article("first", body="Words.\n")
    with RunningPreview(archive.folder, "--host", "127.0.0.2", "--allow-remote") as running:
        running.wait_until_built()
        token = running.url.partition("?token=")[2]
        assert len(token) > 20

        assert running.get("/articles/first/").status == 403
        assert running.get("/livereload.js").status == 403
        assert running.get("/articles/first/?token=guess").status == 403
        let_in = running.get(f"/articles/first/?token={token}")
        assert (let_in.status, let_in.headers["Location"]) == (302, "/articles/first/")
        cookie = let_in.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        shown = running.get("/articles/first/", headers={"Cookie": cookie.partition(";")[0]})
        assert shown.status == 200
        assert token not in shown.text
        assert running.get(f"//evil.example/?token={token}").headers["Location"] == "/evil.example/"


def test_drafts_are_shown_with_a_mark_and_never_published(archive: Archive) -> None:
    archive.article("first", body="Words.\n")
    archive.article("draft", status="draft", posted="2026-01-02", body="Words of a draft.\n")
    with RunningPreview(archive.folder, "--drafts") as running:
        running.wait_until_built()
        page, listing = running.get("/articles/draft/").text, running.get("/dates/undated/").text

    assert "A draft: it is not published." in page
    assert "<strong>Draft</strong>" in listing
    assert listing.count("<strong>Draft</strong>") == 1
    assert not archive.public.exists()


def test_a_preview_answers_below_the_path_of_base_url_too(archive: Archive) -> None:
    archive.write("site.toml", '[site]\ntitle = "A"\nbase_url = "https://host.example/my/archive/"\n')
    archive.article("first", body="Words.\n")
    with RunningPreview(archive.folder) as running:
        running.wait_until_built()

        assert running.get("/my/archive/articles/first/").status == 200
        assert running.get("/articles/first/").status == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_at_once_and_leaves_nothing_running(archive: Archive, number: signal.Signals) -> None:
    archive.article("first")
    running = RunningPreview(archive.folder)
    with running:
        running.wait_until_built()
        began = time.monotonic()
        os.killpg(running.process.pid, number)
        code = running.process.wait(PATIENCE)
        took = time.monotonic() - began
        assert running.has_ended()

    assert code == (130 if number == signal.SIGINT else 0)
    assert took < 5
    assert [line for line in running.lines if "Traceback" in line or "Error" in line] == []


def test_what_is_interrupted_while_it_builds_is_healed_by_the_next_build(archive: Archive) -> None:
    for number in range(300):
        archive.article(f"piece-{number}", body="Words. " * 200, tags=[f"tag {number}"])
    running = RunningPreview(archive.folder)
    with running:
        assert running.interrupt() == 130
    assert [line for line in running.lines if "Traceback" in line] == []
    archive.build()

    assert archive.read("articles/piece-299/")
    assert not [path for path in archive.public.rglob(".fonds-*") if path.name != ".fonds-manifest.json"]


def test_a_build_process_that_dies_is_begun_anew(archive: Archive) -> None:
    archive.article("first", body="Words.\n")
    with RunningPreview(archive.folder) as running:
        running.wait_until_built()
        pid = running.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        (building,) = [
            int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
        ]
        os.kill(building, signal.SIGKILL)
        archive.article("first", body="Words that were saved later.\n")
        running.wait_until_built(2)

        assert "Words that were saved later." in running.get("/articles/first/").text


def test_another_build_of_the_site_is_waited_for(archive: Archive) -> None:
    archive.article("first", body="Words.\n")
    with RunningPreview(archive.folder) as running:
        running.wait_until_built()
        with lock_site(archive.folder / CACHE):
            archive.article("first", body="Words that were saved later.\n")
            running.wait_for("another build of this site is running")
        running.wait_until_built(2)

        assert "Words that were saved later." in running.get("/articles/first/").text
