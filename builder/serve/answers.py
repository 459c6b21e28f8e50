"""Which file answers a request: what any static host does, so that a preview shows what readers will meet."""

import os
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

import msgspec

INDEX = "index.html"
LOST = "404.html"
PUBLIC_DOTS = (".well-known",)
"""Hidden names that a host shows; what else is hidden is ours alone, such as the manifest."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a request is answered with; of a file that is not there nothing but the status."""

    status: int = 200
    file: Path | None = None
    location: str = ""
    """Where a redirect leads: a path that begins with one slash."""


def find_answer(root: Path, path: str, prefix: str = "/") -> Answer:
    """The answer to a request for a path, as it stands in the request line: percent signs and all.

    The site may be meant for a folder of its host; below that `prefix` it is found as well, as the links of its
    404.html lead there.
    """
    segments = read_segments(path)
    if segments is None:
        return _lost(root)
    answer = _look(root, segments, "/")
    mount = [part for part in prefix.split("/") if part]
    if answer.status == 404 and mount and segments[: len(mount)] == mount:
        below = segments[len(mount) :]
        return _look(root, below or [""], f"/{quote('/'.join(mount))}/")
    return answer


def read_segments(path: str) -> list[str] | None:
    """The names in a path; None where it cannot be that of a file: it climbs, hides something, or is no text."""
    try:
        names = unquote_to_bytes(path).decode().removeprefix("/").split("/")
    except UnicodeDecodeError:
        return None
    for place, name in enumerate(names):
        is_last = place == len(names) - 1
        is_hidden = name.startswith(".") and not (place == 0 and name in PUBLIC_DOTS)
        if is_hidden or not (name or is_last) or "\\" in name or not name.isprintable():
            return None
    return names


def _look(root: Path, segments: list[str], mount: str) -> Answer:
    """The file or folder of some segments below a root; an empty last one means the folder itself."""
    home = os.path.realpath(root)
    try:
        place = os.path.realpath(os.path.join(home, *segments))  # noqa: PTH118 - realpath gives texts
        if os.path.commonpath([home, place]) != home:
            return _lost(root)
        if os.path.isdir(place):  # noqa: PTH112
            if segments[-1]:
                return Answer(status=301, location=f"{mount}{quote('/'.join(segments))}/")
            place = os.path.realpath(os.path.join(place, INDEX))  # noqa: PTH118
        elif not segments[-1]:
            return _lost(root)
    except (OSError, ValueError):
        # A name that is too long for the disk is no file's.
        return _lost(root)
    if os.path.commonpath([home, place]) != home or not os.path.isfile(place):  # noqa: PTH113
        return _lost(root)
    return Answer(file=Path(place))


def _lost(root: Path) -> Answer:
    page = root / LOST
    return Answer(status=404, file=page if page.is_file() and not page.is_symlink() else None)
