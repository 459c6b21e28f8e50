"""Law 4 where a process dies: the page is named, nothing is published, and the next build goes on."""

from pathlib import Path

import pytest
from archive import Archive

from builder.chunks import CHUNK
from builder.processes import FEWEST_TASKS

ARTICLES = CHUNK * (FEWEST_TASKS - 1)
"""With one more there are tasks enough for workers, and the last is short: each of its items is tried alone."""

FILE, ROUTE = "content/articles/the-last.md", "/articles/the-last/"

LONG = "word " * 40
"""More than a summary shows, so that the rest is on one page only."""

FLAWS = {
    "converts its text": ("markdown", "Markdown", "convert", FILE),
    "renders its page": ("jinja2", "Template", "render", ROUTE),
}
"""What a library does when it dies: the module, the class, the method; and what is to blame."""

FLAWED = """
import os, signal
import {module} as library

sound = library.{kind}.{method}

def flawed(self, *arguments, **named):
    if "deadly" in repr((arguments, named)):
        os.kill(os.getpid(), signal.SIGKILL)
    return sound(self, *arguments, **named)

library.{kind}.{method} = flawed
"""
"""What Python does first in each process: a library ends it at a certain word, as one written in C may do."""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Many articles; nothing was ever built."""
    archive = Archive(tmp_path_factory.mktemp("processes") / "site")
    for number in range(ARTICLES):
        archive.article(f"piece-{number}")
    archive.article("the-last", body=f"{LONG}\n\n<ins>deadly</ins>\n")
    return archive


@pytest.mark.parametrize("moment", FLAWS)
def test_article_that_kills_its_worker_is_named(shelf: Archive, tmp_path: Path, moment: str) -> None:
    """While a library converts its text or renders its page; and nothing is published."""
    module, kind, method, guilty = FLAWS[moment]
    (tmp_path / "sitecustomize.py").write_text(FLAWED.format(module=module, kind=kind, method=method))

    result = shelf.fonds("build", "--jobs", "2", environment={"PYTHONPATH": str(tmp_path)})

    assert result.stderr == f"error: a worker process died on {guilty}; nothing was published\n"
    assert result.returncode == 1
    assert result.stdout == ""
    assert not shelf.public.exists()


def test_build_without_the_flaw_goes_on(shelf: Archive) -> None:
    """What the dead ones left harms nobody."""
    shelf.build(jobs=2)

    assert "deadly" in shelf.body("the-last")
