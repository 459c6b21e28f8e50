"""When to look again: something was saved, moved, made or deleted where a build reads.

Events only say when. What has changed is found by the build, which looks at every file itself; so an event that is
doubled, late or of a file that nobody reads costs a look, and never a wrong page.
"""

import asyncio
import os
from collections.abc import AsyncGenerator
from functools import partial
from pathlib import Path

from watchfiles import Change, awatch

from builder.errors import ServeError
from builder.files import CONFIG_FILE, is_passing

ROOTS = ("content", "templates")
QUIET = 30
"""Milliseconds without a further event after which a burst has ended: an editor saves in several steps."""
LONGEST_BURST = 2000
"""Milliseconds after which a burst is not waited for any longer."""

Changed = frozenset[str]
"""Files and folders, relative to the site; empty where only a look is due."""


async def watch_site(site: Path) -> AsyncGenerator[Changed]:
    """Yield when a look is due: once at first, and again after every change.

    What changes while the caller is busy is gathered, and yielded once when it asks again. Each folder is watched
    by itself, and no symbolic link to a folder is followed: a build does not follow one either, and it may lead
    to all of a disk.
    """
    root = Path(os.path.realpath(site))
    while True:
        folders, linked = find_folders(root)
        events = awatch(
            *folders,
            watch_filter=partial(_matters, root, linked),
            step=QUIET,
            debounce=LONGEST_BURST,
            recursive=False,
            ignore_permission_denied=True,
        )
        try:
            # Its first step sets the watch up: what changes from here on is heard.
            batch = asyncio.ensure_future(anext(events))
            await asyncio.sleep(0)
            yield frozenset()
            while True:
                changes = await batch
                if any(change != Change.deleted and os.path.isdir(path) for change, path in changes):  # noqa: PTH112
                    break
                yield frozenset(os.path.relpath(path, root) for _, path in changes)
                batch = asyncio.ensure_future(anext(events))
        except FileNotFoundError:
            # A folder went away while it was about to be watched.
            continue
        except OSError as error:
            raise ServeError(
                f"the files of the site cannot be watched: {error}; raise the limit fs.inotify.max_user_watches, "
                "or set WATCHFILES_FORCE_POLLING=1, which looks at them in turn"
            ) from None
        finally:
            batch.cancel()
            await asyncio.gather(batch, return_exceptions=True)
            await events.aclose()


def find_folders(root: Path) -> tuple[list[Path], frozenset[Path]]:
    """The folders to be watched, and files elsewhere in the site that symbolic links lead to."""
    folders, linked = [root], set()
    for name in ROOTS:
        for folder, below, files in os.walk(root / name):
            folders.append(Path(folder))
            below[:] = [one for one in below if not is_passing(one)]
            linked |= {
                Path(os.path.realpath(os.path.join(folder, file)))  # noqa: PTH118 - ten thousand of them
                for file in files
                if os.path.islink(os.path.join(folder, file))  # noqa: PTH114, PTH118
            }
    within = frozenset(path for path in linked if path.is_relative_to(root))
    return [*folders, *sorted({path.parent for path in within} - set(folders))], within


def _matters(root: Path, linked: frozenset[Path], _: Change, name: str) -> bool:
    """Whether a build could read this, or what a link leads to."""
    path = Path(name)
    if path in linked:
        return True
    if is_passing(path.name):
        return False
    if path.parent == root:
        return path.name in (*ROOTS, CONFIG_FILE)
    return path.is_relative_to(root / ROOTS[0]) or path.is_relative_to(root / ROOTS[1])
