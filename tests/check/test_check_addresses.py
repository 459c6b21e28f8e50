"""Which addresses may be asked, however they are written."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.check.addresses import is_public, is_web_address

PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",  # noqa: S104 - an address to refuse
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.2.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_address_that_is_not_of_the_internet_is_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_address_of_the_internet_is_taken(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_wrapped_address_is_what_it_wraps(address: ipaddress.IPv4Address) -> None:
    """An address in the clothes of the newer protocol is as public as it was, and never more."""
    for wrapped in (f"::ffff:{address}", f"64:ff9b::{address}"):
        assert is_public(wrapped) == is_public(str(address))


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/",
        "file:///etc/passwd",
        "https://",
        "https://user:word@a.example/",
        "http://a:99999/",
        "//a/b",
    ],
)
def test_what_is_not_of_the_web_cannot_be_asked(url: str) -> None:
    assert not is_web_address(url)


def test_web_address_may_name_a_port() -> None:
    assert is_web_address("https://a.example:8443/x")
