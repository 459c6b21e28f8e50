"""Law 4 at every operation on files: whichever fails, readers keep whole pages, and the next build heals."""

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest
from archive import Archive
from click.testing import CliRunner, Result
from faulty_builds import Fault, FaultyBuilds, Outcome

from builder.cli import main
from builder.files import CACHE, MANIFEST, ON_ITS_WAY, OUTPUT_STAGING
from builder.publish import Manifest
from builder.theme import default_templates

ALL = bool(os.environ.get("FONDS_ALL"))
"""`make law` tries each fault at every operation of every scene."""

FEW = 2
"""Otherwise each fault is tried at so many, all faults together evenly from the start of a build to its end."""

FAULTS: list[Fault] = ["refused", "forbidden", "full", "torn", "unreadable", "interrupted", "killed"]

CODES: dict[str, set[int]] = {"interrupted": {130}, "killed": {-9}}
"""How a build may end; otherwise with 1, or with 0 where it could do without the operation."""

MEMORY = Path("/dev/shm")  # noqa: S108 - a file system of its own on Linux

Files = Mapping[str, str]
Tree = dict[str, bytes]
"""The files below a folder. Folders do not count: one that cannot be deleted stays, and no reader meets it."""

LONG = "word " * 40
"""More than a summary shows: what follows is known to its own page only."""

ONE = f"---\ntitle: One\ntags: [bridges]\npublished: 1916-10\naliases: [/old.html/deep/]\n---\n\n{LONG}\n"
FOUR = "---\ntitle: Four\ntags: [ships]\npublished: 1918\npublication: The Herald\n---\n\nWords.\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="5"/>'

BEFORE: Files = {
    "content/articles/one.md": ONE,
    "content/articles/two.md": "---\ntitle: Two\ntags: [storms]\npublished: 1917\n---\n\nWords.\n",
    "content/articles/three.md": "---\ntitle: Three\n---\n\n![A house](../media/house.svg)\n",
    "content/media/house.svg": DRAWING.format(5),
}
NEW_ARTICLE: Files = {**BEFORE, "content/articles/four.md": FOUR}
NEW_WORDS: Files = {**BEFORE, "content/articles/one.md": f"{ONE}And more.\n"}
MUCH: Files = {
    # A page stands where a folder was, an article goes and with it its tag, a file changes and with it its name.
    "content/articles/one.md": ONE.replace("/old.html/deep/", "/old.html"),
    "content/articles/three.md": BEFORE["content/articles/three.md"],
    "content/articles/four.md": FOUR,
    "content/media/house.svg": DRAWING.format(6),
}
FOREIGN: Files = {"CNAME": "archive.example\n", "articles/two/notes.txt": "mine\n"}
"""Files of the output that are somebody's; a first build finds no output folder at all."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A build in the life of an archive."""

    before: Files = field(default_factory=lambda: BEFORE)
    after: Files
    is_first: bool = False
    """Nothing was ever built."""
    is_elsewhere: bool = False
    """The output lies on another file system."""
    is_short: bool = False
    """It goes a short way, on which nothing is loaded but what changed."""


SCENES = {
    "the first build": Scene(after=MUCH, is_first=True),
    "much changed": Scene(after=MUCH),
    "an article more": Scene(after=NEW_ARTICLE),
    "other words": Scene(after=NEW_WORDS, is_short=True),
    "nothing changed": Scene(after=BEFORE, is_short=True),
    "two file systems": Scene(after=NEW_ARTICLE, is_elsewhere=True),
}


class Stage:
    """An archive on which a scene is played over and over, each time from the same beginning."""

    def __init__(self, folder: Path, scene: Scene, builds: FaultyBuilds) -> None:
        self.scene = scene
        self.builds = builds
        self.archive = Archive(folder / "site")
        self.written: Files = {}
        self.counts: dict[bool, int] = {}
        if scene.is_elsewhere:
            self.archive.public = MEMORY / f"fonds-faults-{os.getpid()}"
        for template in default_templates().rglob("*.html"):
            # It shows all that a page receives, and is quickly compiled.
            name = template.relative_to(default_templates()).as_posix()
            text = "" if name.startswith("parts/") else "<!doctype html><html>{{ page }}{{ site }}</html>"
            self.archive.write(f"templates/{name}", text)
        self.edit(scene.before)  # now, so that these files are old enough to be known by a look
        self.new = self.clean(folder / "new", scene.after)
        self.old = self.clean(folder / "old", scene.before)
        self.kept = folder / "kept"
        if not scene.is_first:
            write_foreign_files(self.archive)
            assert self.build().exit_code == 0
            for place in (self.archive.folder / CACHE, self.archive.public):
                shutil.copytree(place, self.kept / place.name)

    def clean(self, folder: Path, files: Files) -> Tree:
        """The output of a clean build in a fresh folder."""
        fresh = Archive(folder)
        shutil.copytree(self.archive.folder / "templates", folder / "templates")
        for file, text in files.items():
            fresh.write(file, text)
        if not self.scene.is_first:
            write_foreign_files(fresh)
        fresh.build()
        return tree(fresh.public)

    def reset(self) -> None:
        """The archive as it was before the scene, with nothing left of earlier ones."""
        self.edit(self.scene.before)
        for place in (self.archive.folder / CACHE, self.archive.public):
            shutil.rmtree(place, ignore_errors=True)
            if not self.scene.is_first:
                shutil.copytree(self.kept / place.name, place)

    def edit(self, files: Files) -> None:
        """Write what is other than it was, and nothing else, so that the rest is known by a look."""
        for file in self.written.keys() - files.keys():
            (self.archive.folder / file).unlink()
        for file, text in files.items():
            if self.written.get(file) != text:
                self.archive.write(file, text)
        self.written = files

    @property
    def arguments(self) -> list[str]:
        """Those of every build here: another folder or another output would be another site."""
        output = ["--output", str(self.archive.public)] if self.scene.is_elsewhere else []
        return ["build", "--jobs", "1", "--site", str(self.archive.folder), *output]

    def build(self, *options: str) -> Result:
        """Build in this process, which is quicker."""
        return CliRunner().invoke(main, [*self.arguments, *options])

    def run(self, fault: Fault = "", moment: int = 0) -> Outcome:
        """Build in a process of its own, with whatever goes wrong."""
        names = ("content", "site.toml", CACHE)
        watched = [self.archive.public, *(self.archive.folder / name for name in names)]
        return self.builds.run(self.arguments, watched, fault, moment)

    def count(self, fault: Fault) -> int:
        """The operations at which a fault can happen."""
        looks = fault == "unreadable"
        if looks not in self.counts:
            self.reset()
            self.edit(self.scene.after)
            outcome = self.run("unreadable" if looks else "")
            assert outcome.code == 0, outcome
            self.counts[looks] = len(outcome.done)
        return self.counts[looks]

    def play(self, fault: Fault, moment: int, *, undo: bool) -> None:
        """The scene with one fault, and what must hold then and after the next build."""
        self.reset()
        self.edit(self.scene.after)
        sources = self.sources()
        outcome = self.run(fault, moment)
        self.check_words(outcome, fault)
        self.check_output(outcome)
        assert self.sources() == sources
        if undo:
            self.edit(self.scene.before)
        healed = self.build()
        assert (healed.exit_code, healed.stderr) == (0, ""), healed
        assert tree(self.archive.public) == (self.old if undo else self.new)
        if ALL:
            assert " 0 files written in " in self.build().stdout

    def sources(self) -> dict[str, Tree]:
        """What no build may touch."""
        return {name: tree(self.archive.folder / name) for name in ("content", "templates")}

    def check_words(self, outcome: Outcome, fault: Fault) -> None:
        """How the build ended, and what it said: one report, or one reason."""
        assert outcome.code in CODES.get(fault, {0, 1}), outcome
        assert bool(outcome.out) == (outcome.code == 0), outcome
        if outcome.code == 1:
            *problems, last = outcome.err.splitlines()
            assert all(problem.startswith("error: ") for problem in problems), outcome.err
            assert last.endswith("nothing was published." if problems else "; nothing more was written"), last
        else:
            assert outcome.err == ("Interrupted: nothing is half written.\n" if outcome.code == 130 else "")

    def check_output(self, outcome: Outcome) -> None:
        """What readers find: all of it new; or all of it old, at least until something was moved; else either."""
        old = {} if self.scene.is_first else self.old
        found = tree(self.archive.public)
        if outcome.code == 0:
            assert found == self.new
        elif not any(Path(place).is_relative_to(self.archive.public) for place in outcome.done):
            assert found == old
        else:
            ours = read_manifest(found)
            # Nobody may enter the staging folder, and only a build that was killed leaves it there.
            staged = {file for file in found if file.startswith(f"{OUTPUT_STAGING}/")}
            assert not staged or outcome.code in CODES["killed"]
            for file in found.keys() - {MANIFEST, ON_ITS_WAY} - staged:
                assert found[file] in [state[file] for state in (old, self.new) if file in state], file
                assert file in ours or file in FOREIGN, file
            # What goes, goes last, when no page leads there; but for what stands in the way of a page.
            late = {file for file in self.new if found.get(file) != self.new[file]} - {MANIFEST}
            gone = {file for file in old if file not in found and not file.startswith("old.html/")}
            assert not gone or not late


def tree(folder: Path) -> Tree:
    """All files below a folder, with their bytes."""
    files = (path for path in folder.rglob("*") if not path.is_dir())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def read_manifest(state: Tree) -> set[str]:
    """The files that the next build will know as ours."""
    data = state.get(MANIFEST)
    return set(msgspec.json.decode(data, type=Manifest).files) if data else set()


def spread(number: int, count: int) -> list[int]:
    """A few of the operations from 1 to `count`, evenly; for each number others."""
    few = min(FEW, 1 + count // len(FAULTS))
    return [1 + (place * len(FAULTS) + number) * count // (few * len(FAULTS)) for place in range(few)]


def write_foreign_files(archive: Archive) -> None:
    """Somebody's files in an output."""
    for file, text in FOREIGN.items():
        (archive.public / file).parent.mkdir(parents=True, exist_ok=True)
        (archive.public / file).write_text(text)


@pytest.fixture(scope="module")
def builds() -> Iterator[FaultyBuilds]:
    """One process that forks is enough for all."""
    with FaultyBuilds() as found:
        yield found


@pytest.fixture(scope="module", params=SCENES)
def stage(
    request: pytest.FixtureRequest, builds: FaultyBuilds, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """Each scene on a stage of its own."""
    folder, scene = tmp_path_factory.mktemp("stage"), SCENES[request.param]
    if scene.is_elsewhere and (not MEMORY.is_dir() or MEMORY.stat().st_dev == folder.stat().st_dev):
        pytest.skip("NOT RUN: there is no second file system here")
    found = Stage(folder, scene, builds)
    yield found
    shutil.rmtree(found.archive.public, ignore_errors=True)


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_leaves_whole_pages_and_is_healed(stage: Stage, fault: Fault) -> None:
    """By the next build, of what was to be built or, where the curator thinks better of it, of what was before."""
    count = stage.count(fault)
    for moment in range(1, count + 1) if ALL else spread(FAULTS.index(fault), count):
        undo = (moment + FAULTS.index(fault)) % 2 == 1
        try:
            stage.play(fault, moment, undo=undo)
        except AssertionError as error:
            error.add_note(f"{fault} at operation {moment} of {count}{', then undone' if undo else ''}")
            raise


def test_scene_goes_the_way_that_it_is_meant_to_go(stage: Stage) -> None:
    """So that the faults meet each way that a build can go."""
    stage.reset()
    stage.edit(stage.scene.after)
    report = msgspec.json.decode(stage.build("--json").stdout)

    assert report["problems"] == []
    assert (report["seconds"]["load"] == 0) == stage.scene.is_short


def test_image_that_cannot_be_read_stops_the_build(archive: Archive, builds: FaultyBuilds) -> None:
    """Whichever look at it fails: it is never measured, or published, as if it were another."""
    image = archive.write("content/media/house.svg", DRAWING.format(5))
    arguments = ["build", "--jobs", "1", "--clean", "--site", str(archive.folder)]
    looks = len(builds.run(arguments, [image], "unreadable").done)
    assert looks >= 1

    for moment in range(1, looks + 1):
        shutil.rmtree(archive.public, ignore_errors=True)
        assert builds.run(arguments, [image], "unreadable", moment).code == 1
