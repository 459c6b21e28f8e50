"""Which files a content folder holds, in one order on every machine."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from builder.errors import Location, Problem

CONFIG_FILE = "site.toml"
CACHE = ".cache"
"""Folder of what may be deleted at any time."""

PREVIEW = f"{CACHE}/preview"
"""What `fonds serve --drafts` shows: nobody uploads it by mistake."""

OUTPUT_STAGING = ".fonds-staging"
"""The same in an output, while a build is running that stages artifacts there."""
MANIFEST = ".fonds-manifest.json"
"""In the output: which of its files are ours."""

ON_ITS_WAY = ".fonds-new"
"""In the output: a file on its way from another file system, which only a build that was killed leaves there."""

PASSING = (".swp", ".swo", ".tmp", ".bak", "~")
"""Ends of names that editors leave behind while a file is being written."""

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, and bytes that are not UTF-8."""


def walk_files(site: Path, folder: str) -> Iterator[tuple[str, Problem | None]]:
    """The files below a folder of the site, relative to the site, in code point order.

    A file that must not be read, such as a link out of the site, comes with the problem. Hidden files and
    editors' passing files are no content. A folder that does not exist holds nothing.
    """
    if flaw := find_bad_link(site, folder):
        yield folder, flaw
    else:
        yield from _walk(site, folder)


def is_passing(name: str) -> bool:
    """True of a hidden file, and of what an editor leaves behind while it writes."""
    return name.startswith(".") or name.endswith(PASSING)


def _walk(site: Path, folder: str) -> Iterator[tuple[str, Problem | None]]:
    try:
        with os.scandir(site / folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        message = f"the folder cannot be read: {error.strerror}"
        yield folder, Problem(Location(folder), message, "see its permissions")
        return
    for entry in entries:
        file = f"{folder}/{entry.name}"
        if is_passing(entry.name):
            continue
        if flaw := _flaw(entry, site, file):
            yield flaw.where.file, flaw
        elif entry.is_dir():
            yield from _walk(site, file)
        else:
            yield file, None


def _flaw(entry: os.DirEntry[str], site: Path, file: str) -> Problem | None:
    """Why an entry must not be followed or read."""
    if _UNPRINTABLE.search(entry.name):
        where = Location(_UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", file))
        return Problem(where, "the file's name holds characters that cannot be shown", "rename it")
    if entry.is_symlink() and (flaw := find_bad_link(site, file)):
        return flaw
    if entry.is_file() or entry.is_dir(follow_symlinks=False):
        return None
    if entry.is_dir():
        return Problem(Location(file), "a symbolic link leads to a folder", "move the folder here")
    return Problem(Location(file), "this is no file that can be read", "take it out of the folder")


def find_bad_link(site: Path, file: str) -> Problem | None:
    """Why a file or folder of the site must not be followed: it leads out of the site, or nowhere."""
    root = os.path.realpath(site)
    target = os.path.realpath(site / file)
    if os.path.commonpath([root, target]) != root:
        return Problem(
            Location(file),
            f"a symbolic link leads out of the site, to {target}",
            "copy what it leads to here",
        )
    if not os.path.islink(site / file):  # noqa: PTH114 - Path.is_symlink raises where it may not look
        return None
    try:
        (site / file).stat()
    except OSError as error:
        return Problem(Location(file), f"a symbolic link leads nowhere: {error.strerror}", "delete it")
    return None
