"""What other hosts have answered, kept for a while, so that nobody is asked twice in a day."""

import datetime
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal

import msgspec

from builder.files import CACHE

FILE = f"{CACHE}/links.json"
"""Beside the store, which a new release of Fonds drops: what others answered is as true as before."""

GOOD_DAYS = 30
"""So long a good answer holds, and one that names another address."""
BAD_DAYS = 1

Verdict = Literal["good", "moved", "dead", "unclear"]


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one address."""

    verdict: Verdict
    reason: str = ""
    """In words, of what is not good."""
    moved_to: str = ""
    day: str = ""
    """On which it was asked, ISO."""
    found_no_host: bool = False
    """True where the name has no address: the host is gone, or this machine is not connected."""


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """The file as it is kept."""

    version: Literal[1] = 1
    answers: dict[str, Answer] = {}


def recall_answers(site: Path, today: str) -> dict[str, Answer]:
    """Answers that still hold, by address; a file that cannot be read is none."""
    try:
        kept = msgspec.json.decode((site / FILE).read_bytes(), type=Answers).answers
    except (OSError, msgspec.MsgspecError):
        return {}
    return {url: answer for url, answer in kept.items() if _holds(answer, today)}


def keep_answers(site: Path, answers: Mapping[str, Answer]) -> None:
    """Keep answers for the next check; where the disk refuses, the next check asks again."""
    kept = Answers(answers={url: answers[url] for url in sorted(answers)})
    data = msgspec.json.format(msgspec.json.encode(kept), indent=1)
    place = site / FILE
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        written = place.with_suffix(".new")
        written.write_bytes(data)
        written.replace(place)


def _holds(answer: Answer, today: str) -> bool:
    try:
        age = (datetime.date.fromisoformat(today) - datetime.date.fromisoformat(answer.day)).days
    except ValueError:
        return False
    return 0 <= age < (GOOD_DAYS if answer.verdict in ("good", "moved") else BAD_DAYS)
