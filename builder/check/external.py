"""External links that are dead, have moved, or give no clear answer: asked, and told with their mend."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from builder.check.answers import Answer, keep_answers, recall_answers
from builder.check.asking import Manners, ask_all
from builder.check.findings import warning
from builder.check.links import ExternalLink, find_line
from builder.errors import Location, Problem
from builder.files import CONFIG_FILE

WAYBACK = "https://web.archive.org/web/"

SEVERAL = 3
"""Hosts of which none is found: it is this machine that is not connected."""


async def ask_links(
    site: Path,
    links: Sequence[ExternalLink],
    today: str,
    manners: Manners,
    progress: Callable[[int, int], None],
) -> dict[str, Answer]:
    """The answer for each address, asked today or not long ago; what was answered is kept whatever happens."""
    known = recall_answers(site, today)
    wanted = dict.fromkeys(_address(link.url) for link in links)
    answers = {url: known[url] for url in wanted if url in known}
    unknown = [url for url in wanted if url not in known]
    fresh: dict[str, Answer] = {}

    def hear(url: str, answer: Answer) -> None:
        fresh[url] = Answer(
            verdict=answer.verdict,
            reason=answer.reason,
            moved_to=answer.moved_to,
            found_no_host=answer.found_no_host,
            day=today,
        )
        progress(len(fresh), len(unknown))

    try:
        await ask_all(unknown, manners, hear)
    finally:
        if not is_cut_off(fresh.values()):
            keep_answers(site, {**known, **fresh})
    return answers | fresh


def is_cut_off(answers: Iterable[Answer]) -> bool:
    """Whether no host at all was found, as where there is no connection."""
    found = [answer.found_no_host for answer in answers]
    return len(found) >= SEVERAL and all(found)


def find_bad_links(
    site: Path, links: Iterable[ExternalLink], answers: dict[str, Answer]
) -> Iterator[tuple[str, Problem]]:
    """A warning for each link that does not lead where it should, with its kind: dead, moved or unclear."""
    if is_cut_off(answers.values()):
        message = "no host of any external link could be found, as if this machine were not connected"
        yield (
            "unclear",
            warning(Location(CONFIG_FILE), message, "run `fonds check --external` again when it is"),
        )
        return
    for link in links:
        answer = answers[_address(link.url)]
        if answer.verdict == "good":
            continue
        where = find_line(site, link)
        if answer.verdict == "moved":
            hint = f"write {answer.moved_to}{_fragment(link.url)}"
            yield "moved", warning(where, f"the link {link.url} has moved for good", hint)
        elif answer.verdict == "dead":
            yield "dead", warning(where, f"the link {link.url} is dead: {answer.reason}", _copy_of(link))
        else:
            message = f"the link {link.url} gives no clear answer: {answer.reason}"
            yield "unclear", warning(where, message, "see in a browser whether it stands")


def _copy_of(link: ExternalLink) -> str:
    """Where a copy of a dead link is, or may be."""
    if link.url.startswith(WAYBACK):
        return "look for another copy of the original"
    if link.copy:
        return f"readers are led to its copy as well: {link.copy}"
    day = link.day.replace("-", "")
    return f"look for a copy, and link to it: {WAYBACK}{day}{'/' if day else ''}{link.url}"


def _address(url: str) -> str:
    """What is asked: places within a page are not."""
    return url.partition("#")[0]


def _fragment(url: str) -> str:
    return "#" + url.partition("#")[2] if "#" in url else ""
