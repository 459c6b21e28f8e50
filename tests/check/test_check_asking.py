"""Asking other hosts: what each answer means, and how politely it is asked. All hosts here are this machine."""

import asyncio
import socket

import msgspec
import pytest
from answering_host import AnsweringHost, Reply
from apart import apart

from builder import __version__
from builder.check.answers import Answer
from builder.check.asking import Manners, ask_all

FAST = Manners(delay=0.0, timeout=5.0, allow_loopback=True)


def ask(*urls: str, manners: Manners = FAST) -> dict[str, Answer]:
    """The answers for some addresses."""
    answers: dict[str, Answer] = {}
    apart(lambda: asyncio.run(ask_all(urls, manners, answers.__setitem__)))
    return answers


def ask_one(url: str, manners: Manners = FAST) -> Answer:
    """The answer for one address."""
    return ask(url, manners=manners)[url]


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (200, "good"),
        (204, "good"),
        (404, "dead"),
        (410, "dead"),
        (401, "unclear"),
        (403, "unclear"),
        (429, "unclear"),
        (451, "unclear"),
        (500, "unclear"),
        (503, "unclear"),
    ],
)
def test_dead_is_told_from_closed_and_from_broken(status: int, verdict: str) -> None:
    with AnsweringHost({"/page": Reply(status)}) as host:
        answer = ask_one(f"{host.url}/page")

    assert answer.verdict == verdict
    assert verdict == "good" or str(status) in answer.reason


def test_fonds_says_who_it_is() -> None:
    with AnsweringHost({"/page": Reply()}) as host:
        ask_one(f"{host.url}/page")

    assert host.headers["/page"][0]["User-Agent"].startswith(f"Fonds/{__version__} ")


def test_only_the_head_is_asked_for() -> None:
    with AnsweringHost({"/page": Reply(body=b"text")}) as host:
        ask_one(f"{host.url}/page")

    assert host.asked == [("HEAD", "/page")]


def test_where_heads_are_refused_the_first_byte_is_asked_for() -> None:
    with AnsweringHost({"/page": Reply(206, body=b"t", only="GET")}) as host:
        answer = ask_one(f"{host.url}/page")

    assert answer.verdict == "good"
    assert host.asked == [("HEAD", "/page"), ("GET", "/page")]
    assert host.headers["/page"][1]["Range"] == "bytes=0-0"


def test_host_that_sends_all_of_a_large_file_is_not_waited_for() -> None:
    large = Reply(200, {"Content-Length": str(1 << 40)}, only="GET")
    with AnsweringHost({"/film": large}) as host:
        answer = ask_one(f"{host.url}/film")

    assert answer.verdict == "good"


def test_fragment_is_not_sent() -> None:
    with AnsweringHost({"/page": Reply()}) as host:
        answer = ask_one(f"{host.url}/page#part")

    assert answer.verdict == "good"


def test_signs_beyond_ascii_are_sent_encoded() -> None:
    with AnsweringHost({"/caf%C3%A9%20x": Reply()}) as host:
        answer = ask_one(f"{host.url}/café%20x")

    assert answer.verdict == "good"


@pytest.mark.parametrize("status", [301, 308])
def test_what_has_moved_for_good_has_a_new_address(status: int) -> None:
    with AnsweringHost({"/old": Reply(status, {"Location": "/new"}), "/new": Reply()}) as host:
        answer = ask_one(f"{host.url}/old")

    assert answer.verdict == "moved"
    assert answer.moved_to == f"{host.url}/new"


@pytest.mark.parametrize("status", [302, 303, 307])
def test_what_stands_elsewhere_for_a_while_is_good(status: int) -> None:
    with AnsweringHost({"/old": Reply(status, {"Location": "/new"}), "/new": Reply()}) as host:
        answer = ask_one(f"{host.url}/old")

    assert answer.verdict == "good"


def test_new_address_is_where_the_permanent_part_of_the_way_ends() -> None:
    replies: dict[str, Reply | list[Reply]] = {
        "/old": Reply(301, {"Location": "/new"}),
        "/new": Reply(302, {"Location": "/today"}),
        "/today": Reply(301, {"Location": "/tonight"}),
        "/tonight": Reply(),
    }
    with AnsweringHost(replies) as host:
        answer = ask_one(f"{host.url}/old")

    assert answer.moved_to == f"{host.url}/new"


def test_slash_at_the_end_is_no_new_address() -> None:
    with AnsweringHost({"/old": Reply(301, {"Location": "/old/"}), "/old/": Reply()}) as host:
        answer = ask_one(f"{host.url}/old")

    assert answer.verdict == "good"


def test_what_moved_to_nothing_is_dead() -> None:
    with AnsweringHost({"/old": Reply(301, {"Location": "/gone"})}) as host:
        answer = ask_one(f"{host.url}/old")

    assert answer.verdict == "dead"


def test_way_that_ends_at_the_front_page_is_not_good() -> None:
    with AnsweringHost({"/piece": Reply(301, {"Location": "/"}), "/": Reply()}) as host:
        answer = ask_one(f"{host.url}/piece")

    assert answer.verdict == "unclear"
    assert "front page" in answer.reason


def test_circle_of_redirects_ends() -> None:
    with AnsweringHost({"/a": Reply(302, {"Location": "/a"})}) as host:
        answer = ask_one(f"{host.url}/a")

    assert answer.verdict == "unclear"
    assert "more than 5 times" in answer.reason


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://user:word@127.0.0.1/"])
def test_redirect_to_what_is_not_of_the_web_is_not_followed(target: str) -> None:
    with AnsweringHost({"/a": Reply(302, {"Location": target})}) as host:
        answer = ask_one(f"{host.url}/a")

    assert answer.verdict == "unclear"
    assert "cannot be asked" in answer.reason


class Naps:
    """Sleeps that take no time, and are remembered."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def sleep(self, seconds: float) -> None:
        """No time."""
        self.seconds.append(seconds)


def test_pause_that_a_host_asks_for_is_kept() -> None:
    naps = Naps()
    replies: dict[str, Reply | list[Reply]] = {"/page": [Reply(429, {"Retry-After": "7"}), Reply()]}
    with AnsweringHost(replies) as host:
        answer = ask_one(f"{host.url}/page", msgspec.structs.replace(FAST, sleep=naps.sleep))

    assert answer.verdict == "good"
    assert [round(seconds) for seconds in naps.seconds] == [7]


def test_host_that_asks_for_a_long_pause_is_left_alone() -> None:
    naps = Naps()
    busy = Reply(503, {"Retry-After": "86400"})
    urls = [f"/page-{number}" for number in range(9)]
    with AnsweringHost(dict.fromkeys(urls, busy)) as host:
        answers = ask(
            *(host.url + path for path in urls),
            manners=msgspec.structs.replace(FAST, sleep=naps.sleep, at_once_per_host=1),
        )

    assert len(host.asked) == 1
    assert {answer.verdict for answer in answers.values()} == {"unclear"}


def test_there_is_a_pause_between_two_requests_to_one_host() -> None:
    naps = Naps()
    with AnsweringHost({"/1": Reply(), "/2": Reply(), "/3": Reply()}) as host:
        ask(
            *(f"{host.url}/{number}" for number in (1, 2, 3)),
            manners=msgspec.structs.replace(FAST, sleep=naps.sleep, delay=1000.0),
        )

    assert sorted(round(seconds, -3) for seconds in naps.seconds) == [1000, 2000]


def test_few_requests_are_under_way_to_one_host() -> None:
    paths = [f"/{number}" for number in range(30)]
    with AnsweringHost(dict.fromkeys(paths, Reply())) as host:
        answers = ask(*(host.url + path for path in paths))

    assert len(answers) == 30
    assert host.most_at_once <= 2


def test_one_address_is_asked_for_once() -> None:
    with AnsweringHost({"/page": Reply()}) as host:
        ask(f"{host.url}/page", f"{host.url}/page")

    assert len(host.asked) == 1


def test_this_machine_is_never_asked() -> None:
    with AnsweringHost({"/page": Reply()}) as host:
        answers = ask(
            f"{host.url}/page",
            f"http://localhost:{host.port}/page",
            f"http://[::ffff:127.0.0.1]:{host.port}/page",
            f"http://0x7f000001:{host.port}/page",
            manners=msgspec.structs.replace(FAST, allow_loopback=False),
        )

    assert host.asked == []
    assert {answer.verdict for answer in answers.values()} == {"unclear"}
    assert all("not public" in answer.reason for answer in answers.values()), answers


def test_private_network_is_not_asked_behind_a_redirect_either() -> None:
    with AnsweringHost({"/a": Reply(302, {"Location": "http://169.254.169.254/latest/meta-data/"})}) as host:
        answer = ask_one(f"{host.url}/a")

    assert answer.verdict == "unclear"
    assert "169.254.169.254, which is not public" in answer.reason


def test_port_of_mail_is_not_asked() -> None:
    assert "not of the web" in ask_one("http://127.0.0.1:25/").reason


def test_host_that_refuses_is_unclear() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    assert ask_one(f"http://127.0.0.1:{port}/").verdict == "unclear"


def test_host_that_says_nothing_is_unclear() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()

        answer = ask_one(
            f"http://127.0.0.1:{silent.getsockname()[1]}/", msgspec.structs.replace(FAST, timeout=0.05)
        )

    assert answer.verdict == "unclear"
    assert "did not answer" in answer.reason


def test_host_that_speaks_no_tls_is_unclear() -> None:
    with AnsweringHost({}) as host:
        answer = ask_one(host.url.replace("http:", "https:") + "/")

    assert answer.verdict == "unclear"
