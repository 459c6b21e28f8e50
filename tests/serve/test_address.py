"""Who may ask a preview, and what a maintainer hears of a port that is taken."""

import socket

import pytest

from builder.errors import ServeError
from builder.serve.address import Address, find_free_port, listen, make_address

EVERYWHERE = "0.0.0.0"  # noqa: S104 - never bound here


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"])
def test_loopback_answers_to_its_own_names(host: str) -> None:
    assert Address(port=8000).admits(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "127.0.0.1",
        "127.0.0.1:8001",
        "evil.example:8000",
        "127.0.0.1.evil.example:8000",
        "localhost.:8000",
        "localhost:8000.evil.example",
        "127.1:8000",
        "192.168.0.7:8000",
        "user@localhost:8000",
    ],
)
def test_loopback_answers_to_no_other_name(host: str) -> None:
    assert not Address(port=8000).admits(host)


def test_the_port_of_http_is_left_out_by_browsers() -> None:
    assert Address(port=80).admits("localhost")


def test_other_machines_ask_by_number_or_by_the_name_that_was_given() -> None:
    address = Address(host="archive.lan", port=8000)

    assert all(
        map(address.admits, ("archive.lan:8000", "192.168.0.7:8000", "[fe80::1]:8000", "localhost:8000"))
    )
    assert not address.admits("evil.example:8000")


def test_letting_other_machines_in_must_be_meant() -> None:
    with pytest.raises(ServeError, match="--allow-remote"):
        make_address(EVERYWHERE, 8000)


def test_other_machines_need_a_token_that_nobody_can_guess() -> None:
    tokens = {make_address(EVERYWHERE, 8000, allow_remote=True).token for _ in range(50)}

    assert len(tokens) == 50
    assert min(map(len, tokens)) >= 20


def test_loopback_needs_no_token() -> None:
    assert make_address("localhost", 8000, allow_remote=True).token == ""


def test_a_busy_port_is_told_with_one_that_is_free() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServeError) as caught:
            listen(Address(port=port))

    message = str(caught.value)
    free = int(message.rpartition(" ")[2])
    assert message == f"port {port} is in use; try --port {free}"
    assert free > port


def test_where_no_port_is_free_none_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert find_free_port("127.0.0.1", [taken.getsockname()[1]]) == 0


def test_an_address_of_another_machine_is_told_as_such() -> None:
    with pytest.raises(ServeError, match="no address of this machine"):
        listen(Address(host="192.0.2.1", port=0))
