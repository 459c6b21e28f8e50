"""What an answer of another host means: the parts that need no host."""

import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from tornado.httputil import HTTPHeaders

from builder.check.verdict import encoded, retry_after, without_host


@pytest.mark.parametrize(
    ("number", "verdict"),
    [(socket.EAI_NONAME, "dead"), (socket.EAI_AGAIN, "unclear"), (socket.EAI_FAIL, "unclear")],
)
def test_name_that_is_gone_is_told_from_one_that_could_not_be_looked_up(number: int, verdict: str) -> None:
    answer = without_host("https://gone.example/a", socket.gaierror(number, "words"))

    assert answer.verdict == verdict
    assert answer.found_no_host


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("https://a.example/x#part", "https://a.example/x"),
        ("https://a.example/x%20y?q=a&b=c%26", "https://a.example/x%20y?q=a&b=c%26"),
        ("https://a.example/naïve x", "https://a.example/na%C3%AFve%20x"),
        ("https://bücher.example:8443/ü", "https://xn--bcher-kva.example:8443/%C3%BC"),
    ],
)
def test_address_is_sent_as_it_is_but_for_what_cannot_be_sent(written: str, sent: str) -> None:
    assert encoded(written) == sent


def test_pause_is_read_in_seconds_and_as_a_time() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(minutes=10), usegmt=True)

    assert retry_after(HTTPHeaders({"Retry-After": "120"})) == 120
    assert 500 < (retry_after(HTTPHeaders({"Retry-After": later})) or 0) <= 600
    assert retry_after(HTTPHeaders({"Retry-After": "Mon, 01 Jan 2001 00:00:00 GMT"})) == 0
    assert retry_after(HTTPHeaders({"Retry-After": "soon"})) is None
    assert retry_after(HTTPHeaders()) is None
