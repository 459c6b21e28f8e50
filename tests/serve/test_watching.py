"""When a look is due: after whatever happens to a file that a build reads, and never for what it writes."""

import asyncio
import os
import shutil
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from pathlib import Path

import pytest
from apart import apart
from archive import Archive

from builder.serve.watching import Changed, find_folders, watch_site

PATIENCE = 20
"""Seconds, on a busy machine."""
SILENCE = 0.5
"""Seconds within which an event would have come."""


@pytest.fixture
def site(archive: Archive) -> Archive:
    """A site with an article in a folder."""
    archive.article("first")
    archive.article("shelf/second")
    archive.write("drawer/third.md", "---\ntitle: Third\n---\n")
    return archive


def looks_after(site: Archive, *steps: Callable[[], object]) -> list[Changed]:
    """What is yielded after each step; empty where nothing was for a while."""

    async def run() -> list[Changed]:
        async with aclosing(watch_site(site.folder)) as changes:
            first = await asyncio.wait_for(anext(changes), PATIENCE)
            assert first == frozenset()
            return [await after(changes, step) for step in steps]

    async def after(changes: AsyncGenerator[Changed], step: Callable[[], object]) -> Changed:
        step()
        return await asyncio.wait_for(anext(changes), PATIENCE)

    return apart(lambda: asyncio.run(run()))


def is_quiet_after(site: Archive, step: Callable[[], object]) -> bool:
    """Whether a step is followed by no look; then one more change must be, so that it was not mere deafness."""

    async def run() -> bool:
        async with aclosing(watch_site(site.folder)) as changes:
            await anext(changes)
            step()
            waiting = asyncio.ensure_future(anext(changes))
            done, _ = await asyncio.wait([waiting], timeout=SILENCE)
            if done:
                return False
            site.article("proof")
            return "content/articles/proof.md" in await asyncio.wait_for(waiting, PATIENCE)

    return apart(lambda: asyncio.run(run()))


def test_a_saved_file_is_heard_of_by_its_name(site: Archive) -> None:
    assert looks_after(site, lambda: site.article("first", body="Other words.")) == [
        frozenset({"content/articles/first.md"})
    ]


def test_an_editor_that_saves_by_renaming_is_heard(site: Archive) -> None:
    def save() -> None:
        passing = site.write("content/articles/first.md~", "---\ntitle: First\n---\n\nOther words.\n")
        passing.rename(site.folder / "content/articles/first.md")

    (changed,) = looks_after(site, save)
    assert changed == {"content/articles/first.md"}


def test_a_file_with_an_old_time_is_heard(site: Archive) -> None:
    old = site.write("drawer/old.md", "---\ntitle: Old\n---\n")
    os.utime(old, (0, 0))

    (changed,) = looks_after(site, lambda: shutil.copy2(old, site.folder / "content/articles/old.md"))
    assert "content/articles/old.md" in changed


def test_a_deleted_file_is_heard(site: Archive) -> None:
    (changed,) = looks_after(site, (site.folder / "content/articles/first.md").unlink)
    assert changed == {"content/articles/first.md"}


def test_what_is_saved_in_a_new_folder_is_heard(site: Archive) -> None:
    def later() -> None:
        site.article("new/deep/fourth", body="Other words.")

    first, second = looks_after(site, lambda: site.article("new/deep/fourth"), later)
    # Whatever was in the folder before it was watched is found by the look itself.
    assert first == frozenset()
    assert second == {"content/articles/new/deep/fourth.md"}


def test_a_folder_that_is_moved_here_is_watched(site: Archive) -> None:
    first, second = looks_after(
        site,
        lambda: (site.folder / "drawer").rename(site.folder / "content/articles/drawer"),
        lambda: site.write("content/articles/drawer/third.md", "---\ntitle: Other\n---\n"),
    )
    assert [first, second] == [frozenset(), frozenset({"content/articles/drawer/third.md"})]


def test_a_folder_that_went_away_and_came_again_is_watched(site: Archive) -> None:
    def renew() -> None:
        shutil.rmtree(site.folder / "content/articles/shelf")
        site.article("shelf/second")

    first, second = looks_after(site, renew, lambda: site.article("shelf/second", body="Other words."))
    assert [first, second] == [frozenset(), frozenset({"content/articles/shelf/second.md"})]


def test_settings_and_templates_are_watched_from_their_first_day(site: Archive) -> None:
    looks = looks_after(
        site,
        lambda: site.write("site.toml", '[site]\ntitle = "B"\n'),
        lambda: site.write("templates/assets/site.css", "body { margin: 0 }"),
        lambda: site.write("templates/assets/site.css", "body { margin: 1px }"),
    )
    assert looks == [frozenset({"site.toml"}), frozenset(), frozenset({"templates/assets/site.css"})]


def test_what_a_link_leads_to_is_watched(site: Archive) -> None:
    (site.folder / "content/articles/third.md").symlink_to(site.folder / "drawer/third.md")

    (changed,) = looks_after(site, lambda: site.write("drawer/third.md", "---\ntitle: Other\n---\n"))
    assert changed == {"drawer/third.md"}


def test_a_thousand_files_at_once_are_hardly_more_than_one_look(site: Archive) -> None:
    """A machine that is busy elsewhere may pause between two of them; what comes then is one more."""

    async def run() -> list[Changed]:
        looks: list[Changed] = []
        async with aclosing(watch_site(site.folder)) as changes:
            await anext(changes)
            for number in range(1000):
                site.article(f"piece-{number}")
            while len(frozenset().union(*looks)) < 1000:
                looks.append(await asyncio.wait_for(anext(changes), PATIENCE))
        return looks

    assert len(apart(lambda: asyncio.run(run()))) <= 2


def test_what_happens_while_nobody_asks_is_told_later(site: Archive) -> None:
    def save_slowly() -> None:
        site.article("first", body="One.")
        site.article("shelf/second", body="Two.")

    (changed,) = looks_after(site, save_slowly)
    assert changed == {"content/articles/first.md", "content/articles/shelf/second.md"}


@pytest.mark.parametrize(
    "file",
    [
        "public/index.html",
        ".cache/store-1.sqlite",
        "notes.txt",
        "content/articles/.first.md.swp",
        "content/articles/first.md~",
        "drawer/third.md",
    ],
)
def test_what_no_build_reads_is_not_heard(site: Archive, file: str) -> None:
    assert is_quiet_after(site, lambda: site.write(file, "Something."))


def test_a_build_is_not_heard(site: Archive) -> None:
    site.build()

    assert is_quiet_after(site, lambda: site.build(clean=True))


def test_no_folder_behind_a_link_is_watched(site: Archive, tmp_path: Path) -> None:
    (tmp_path / "elsewhere" / "deep").mkdir(parents=True)
    (site.folder / "content/articles/away").symlink_to(tmp_path / "elsewhere")
    (site.folder / "content/articles/loop").symlink_to(site.folder / "content")
    (tmp_path / "elsewhere" / "secret.md").write_text("secret")
    (site.folder / "content/articles/out.md").symlink_to(tmp_path / "elsewhere" / "secret.md")

    root = site.folder.resolve()
    folders, linked = find_folders(root)
    assert [folder.relative_to(root).as_posix() for folder in folders] == [
        ".",
        "content",
        "content/articles",
        "content/articles/shelf",
    ]
    assert linked <= {root / "content"}
