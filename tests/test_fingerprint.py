"""What counts as an input."""

import subprocess
import sys

import msgspec
import pytest

from builder.fingerprint import digest, fingerprint


class Card(msgspec.Struct, frozen=True):
    """A record such as pages receive."""

    title: str
    tags: tuple[str, ...] = ()
    extra: dict[str, object] | None = None
    shown: frozenset[str] = frozenset()


def test_equal_records_have_one_fingerprint() -> None:
    """The order in which a dict was filled is no input."""
    one = Card("Dune", ("sand",), {"a": 1, "b": {"c": 2, "d": 3}}, frozenset("xyz"))
    other = Card("Dune", ("sand",), {"b": {"d": 3, "c": 2}, "a": 1}, frozenset("zyx"))

    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    "other",
    [
        Card("dune"),
        Card("Dune", ("",)),
        Card("Dune", ("a", "b")),
        Card("Dune", ("ab",)),
        Card("Dune", ("b", "a")),
        Card("Dune", (), {}),
        Card("Dune", (), {"a": 1}),
        Card("Dune", (), {"a": "1"}),
        Card("Dune", (), {"a": None}),
        Card("Dune", (), None, frozenset("a")),
    ],
)
def test_every_field_counts(other: Card) -> None:
    """Any difference is one."""
    assert fingerprint(Card("Dune")) != fingerprint(other)


def test_every_process_finds_the_same() -> None:
    """Hash seeds differ between processes; fingerprints do not."""
    code = "from builder.fingerprint import fingerprint; print(fingerprint({'b': set('xyz'), 'a': 1}))"
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in "12"
    }

    assert len(found) == 1
    assert found == {fingerprint({"a": 1, "b": set("zyx")}) + "\n"}


def test_bytes_have_a_digest() -> None:
    """128 bits, in hexadecimal."""
    assert digest(b"") != digest(b"\0")
    assert len(digest(b"")) == 32
