"""The `archive` fixture: a real site in a temporary folder."""

from collections.abc import Callable
from pathlib import Path

import pytest
from archive import Archive, shared
from hypothesis import settings

__all__ = ["Archive", "shared"]

# A busy machine is no failure, and a failure must come again.
settings.register_profile("fonds", deadline=None, derandomize=True)
settings.load_profile("fonds")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An empty archive."""
    return Archive(tmp_path / "site")


@pytest.fixture
def make_archive(tmp_path: Path) -> Callable[[str], Archive]:
    """A maker of further archives, each by its name."""
    return lambda name: Archive(tmp_path / name)
