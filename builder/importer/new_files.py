"""New files stand whole or not at all, and never in the place of others."""

import os
from pathlib import Path

from builder.files import CACHE

PASSING = "import.tmp"
"""In the cache: the file that is being written. The site's lock lets only one import write there."""


class NewFiles:
    """Writes new files of a site; it works with names, as thousands of paths would take longer than the files."""

    def __init__(self, site: Path) -> None:
        self._site = os.fspath(site)
        self._passing = os.fspath(site / CACHE / PASSING)
        self._folders: set[str] = set()
        # An import that was killed may have left it as a second name of an article, which must not be written to.
        Path(self._passing).unlink(missing_ok=True)

    def write(self, file: str, data: bytes) -> bool:
        """Write a file, relative to the site; False where something stands in its place already.

        It gets its name in one step, when all of it is written, and that step fails where the name is taken.
        """
        folder, _, name = f"{self._site}/{file}".rpartition("/")
        if folder not in self._folders:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        place = f"{folder}/{name}"
        try:
            _write(self._passing, data)
            try:
                os.link(self._passing, place)
            except FileExistsError:
                return False
            except OSError:
                return _write_exclusively(place, data)
        finally:
            Path(self._passing).unlink(missing_ok=True)
        return True


def _write(place: str, data: bytes) -> None:
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with os.fdopen(descriptor, "wb", buffering=0) as opened:
        rest = memoryview(data)
        while rest:
            rest = rest[opened.write(rest) :]


def _write_exclusively(place: str, data: bytes) -> bool:
    """The same where a file can have no second name, as on some file systems: only a power cut would tear it."""
    try:
        _write(place, data)
    except FileExistsError:
        return False
    except BaseException:
        Path(place).unlink(missing_ok=True)
        raise
    return True
