"""The `archive` fixture: a real site in a temporary folder."""

import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from archive import Archive, shared
from hypothesis import settings

__all__ = ["Archive", "shared"]

pytest_plugins = ["chromium", "gazette"]

LONGEST = (
    "test_real_input.py",
    "test_search_with_the_engine.py",
    "test_law_incremental.py",
    "test_search_engine.py",
    "test_law_publishing.py",
    "test_in_chromium.py",
    "test_search_in_chromium.py",
    "test_law_faults.py",
    "test_build.py",
    "test_law_reproducible.py",
    "test_markup.py",
)
"""Files that take half a minute and more: a process takes whole files, and one that begins late ends last."""

# A busy machine is no failure, and a failure must come again.
settings.register_profile("fonds", deadline=None, derandomize=True)
settings.load_profile("fonds")

# What runs the tests in the background may have told them to ignore interrupts, and so their builds.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, the others as they are found."""
    order = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.name, len(order)))


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An empty archive."""
    return Archive(tmp_path / "site")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """An empty folder on another file system; the test is skipped, loudly, where there is none."""
    memory = Path("/dev/shm")  # noqa: S108 - a file system of its own on Linux
    if not os.access(memory, os.W_OK) or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("NOT RUN: there is no second file system here")
    with tempfile.TemporaryDirectory(prefix="fonds-test-", dir=memory) as folder:
        yield Path(folder)


@pytest.fixture
def make_archive(tmp_path: Path) -> Callable[[str], Archive]:
    """A maker of further archives, each by its name."""
    return lambda name: Archive(tmp_path / name)
