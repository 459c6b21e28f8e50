"""The files that paths name: each to be read once, safely, or refused with its reason.

Nothing is followed out of a folder that was named, and nothing is read that is no ordinary file.
"""

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import msgspec

from builder.files import is_passing

LARGEST_FILE = 16 * 1024 * 1024
"""Bytes; a book in plain text has a tenth of that. What is larger is not even opened."""

MOST_CARRIED = 64 * 1024
"""Bytes that travel with a file's name from process to process; most clippings have a tenth of that."""

SUFFIXES = (".txt", ".text")
"""How files end that are looked for in a folder; a file that is named itself may end as it likes."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A file to be read; names that are not UTF-8 are kept as bytes."""

    path: bytes
    shown: str
    """As messages name it."""
    data: bytes = b""
    """Its bytes, if they have been read and are few; they are not read again then."""


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """What cannot be imported, and why."""

    shown: str
    message: str
    hint: str


class LeftAlone(msgspec.Struct, frozen=True, kw_only=True):
    """A file in a folder that has another form."""

    shown: str


def find_files(paths: Iterable[Path], own: Collection[str]) -> Iterator[Found | Refused | LeftAlone]:
    """Every file that the paths name, by name, those of a folder before those of the folders in it.

    `own` are real paths of folders that are not entered unless they are named: what the site itself made is no
    source of it.
    """
    for path in paths:
        if path.is_dir():
            yield from _walk(os.fspath(path), os.path.realpath(path), own)
        else:
            yield _found(os.fspath(path))


def _walk(folder: str, root: str, own: Collection[str]) -> Iterator[Found | Refused | LeftAlone]:
    """All below a folder; a stack, as folders may lie deeper in one another than functions may call."""
    waiting = [iter([folder])]
    while waiting:
        path = next(waiting[-1], None)
        if path is None:
            waiting.pop()
            continue
        try:
            with os.scandir(path) as listing:
                entries = sorted(listing, key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            yield _refused(path, f"the folder cannot be read: {error.strerror}", "see its permissions")
            continue
        folders = []
        for entry in entries:
            if is_passing(entry.name):
                continue
            if not entry.is_dir(follow_symlinks=False):
                yield _look_at(entry, root)
            elif os.path.realpath(entry.path) not in own:
                folders.append(entry.path)
        waiting.append(iter(folders))


def _look_at(entry: os.DirEntry[str], root: str) -> Found | Refused | LeftAlone:
    if entry.is_symlink() and not _leads_within(entry.path, root):
        message = "a symbolic link leads out of the folder, or nowhere"
        return _refused(entry.path, message, "name what it leads to, if it is meant")
    if not entry.name.lower().endswith(SUFFIXES):
        return LeftAlone(shown=show(entry.path))
    if entry.is_dir():
        return _refused(entry.path, "a symbolic link leads to a folder", "name that folder itself")
    return _found(entry.path)


def _leads_within(link: str, root: str) -> bool:
    target = os.path.realpath(link)
    return os.path.commonpath([root, target]) == root and os.path.exists(target)  # noqa: PTH110


def _found(path: str) -> Found:
    return Found(path=os.fsencode(path), shown=show(path))


def _refused(path: str, message: str, hint: str) -> Refused:
    return Refused(shown=show(path), message=message, hint=hint)


def read_source(found: Found) -> bytes:
    """The bytes of a file; raises ValueError, "cause; mend", where it must not be read, before it is."""
    return found.data or _read(found.path)


def _read(path: bytes) -> bytes:
    try:
        # A pipe would keep us waiting for its other end.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:  # noqa: PTH123
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode):
                raise ValueError("it is no ordinary file; name a file of plain text")
            if state.st_size > LARGEST_FILE:
                size, most = (f"{number / 1024**2:,.0f} MB" for number in (state.st_size, LARGEST_FILE))
                raise ValueError(f"it has {size}, and a clipping at most {most}; cut it into smaller files")
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ValueError(f"it cannot be read: {error.strerror}; see its permissions") from None
    if not data.strip():
        raise ValueError("it is empty; write the title, the byline and the text, with blank lines between")
    return data


def show(text: str) -> str:
    """A text that is safe on any terminal: what is no printable sign, or turns the line about, is spelled out."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)
