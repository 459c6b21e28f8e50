"""Law 1: after any edits the output is, byte for byte, what a clean build in a fresh folder gives."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from archive import Archive
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from builder.errors import Problem, ProblemsError
from builder.files import CACHE
from builder.report import Report

STEPS = int(os.environ.get("FONDS_STEPS", "120"))
"""Edits in all, each followed by two builds; `make law` asks for more."""

STEPS_OF_A_RUN = 30

TITLES = st.sampled_from(["Storm", "The Bridge", "Äpfel & Birnen", "C++", "<b>Bold</b>", "東京"])
SLUGS = st.sampled_from(["one", "two", "three", "four", "five", "six"])
DATES = st.sampled_from(
    ["1916-10-17", "1916-10", "1916", "1916~", "198X", "1984-21", "unknown", "1917-01-01", "1920-10-17"]
)
TAGS = st.lists(st.sampled_from(["bridges", "bridges/iron", "Storms", "storms", "C", "C++"]), max_size=3)
PUBLICATIONS = st.sampled_from(["The Herald", "Herald", "The Courier", ""])
AUTHORS = st.lists(st.sampled_from(["Ada Ensor", "Jan Berg", "Staff"]), max_size=2)
TRANSLATED = st.sampled_from(["", "", "one", "two", "https://zeitung.example/"])
CHAINS = st.sampled_from(
    [[], [{"event": "published", "date": "1916"}, {"event": "reprinted", "agent": "Ada"}]]
)
POSTED = st.sampled_from(["", "2020-01-01", "2026-11-22", "2026-11-23", "2027-01-01"])
STATUSES = st.sampled_from(["published", "published", "published", "draft"])
LONG = "word " * 40
"""More than a summary shows: what follows is known to its own page only."""

BODIES = st.sampled_from(
    [
        f"{LONG}and one more.\n",
        f"{LONG}and another one.\n",
        f"{LONG}and *a third*.\n",
        "Some words.\n",
        "Other *words*, more of them.\n",
        "## Head\n\nA [link](article:one) and [another](two.md).\n",
        "A [place](article:one#t-head).\n",
        "An ![image](../media/house.svg).\n",
        "```python\nprint(1)\n```\n\nNote[^1].\n\n[^1]: Words.\n",
    ]
)
TEMPLATES = st.sampled_from(
    ["parts/card.html", "article.html", "parts/footer.html", "day.html", "parts/none.html"]
)
CONFIGS = st.sampled_from(
    [
        "",
        "[listing]\nper_page = 2\n",
        "[dates]\nposted = true\n",
        '[feeds]\ncontent = "full"\nitems = 3\n',
        '[build]\nurls = "explicit"\n',
        '[theme]\nfooter = "Words"\n',
        '[[menu]]\nlabel = "Tags"\nroute = "/tags/"\n',
        "[build]\ndrafts = true\n",
    ]
)
HEADS = [
    'title = "Test archive"\n',
    'title = "Another"\nlanguage = "de"\nbase_url = "https://a.example/x/"\n',
]


def outcome(archive: Archive, today: str) -> tuple[dict[str, bytes], tuple[object, ...]]:
    """What a build leaves and says; where it fails, what is wrong."""
    before = archive.snapshot()
    try:
        report = archive.build(today=today)
    except ProblemsError as error:
        assert archive.snapshot() == before
        return {}, error.problems
    return archive.snapshot(), said(report)


def said(report: Report) -> tuple[Problem | object, ...]:
    """What a report says that does not hang on what was there before."""
    return (report.articles, report.pages, report.skipped, report.warnings)


class Curator(RuleBasedStateMachine):
    """Edits a site as people and their editors do, and builds it after each edit."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.archive = Archive(self.folder / "site")
        self.today = "2026-11-22"
        self.clean_builds = 0

    def teardown(self) -> None:
        """Nothing stays."""
        shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        """A first build of very little."""
        self.archive.write("content/articles/one.md", "---\ntitle: One\n---\n\n## Head\n\nWords.\n")
        self.compare()

    def compare(self) -> None:
        """The incremental build against a clean one in a fresh folder."""
        incremental = outcome(self.archive, self.today)
        self.clean_builds += 1
        fresh = Archive(self.folder / f"fresh-{self.clean_builds}")
        for name in ("content", "templates", "site.toml"):
            source, target = self.archive.folder / name, fresh.folder / name
            if source.is_dir():
                shutil.copytree(source, target, dirs_exist_ok=True)
            elif source.exists():
                shutil.copy(source, target)
        clean = outcome(fresh, self.today)
        assert incremental[1] == clean[1]
        assert incremental[0].keys() == clean[0].keys()
        different = [file for file, data in clean[0].items() if incremental[0][file] != data]
        assert different == []
        shutil.rmtree(fresh.folder)

    def files(self) -> list[Path]:
        """The content files of articles."""
        return sorted((self.archive.folder / "content" / "articles").glob("*.md"))

    @rule(
        slug=SLUGS,
        title=TITLES,
        published=DATES,
        tags=TAGS,
        publication=PUBLICATIONS,
        authors=AUTHORS,
        posted=POSTED,
        translation_of=TRANSLATED,
        provenance=CHAINS,
        status=STATUSES,
        body=BODIES,
    )
    def write_article(self, slug: str, body: str, **fields: object) -> None:
        """A new article, or one that is written over: retagged, redated, made a draft."""
        given = {key: value for key, value in fields.items() if value not in ("", [])}
        self.archive.article(slug, body=body, **given)
        self.compare()

    @rule(number=st.integers(0, 5), body=BODIES)
    def edit_body(self, number: int, body: str) -> None:
        """The text alone; the head stays as it is."""
        file = self.files()[number % len(self.files())]
        head = file.read_text().rpartition("---\n")[0]
        file.write_text(f"{head}---\n\n{body}")
        self.compare()

    @precondition(lambda self: len(self.files()) > 1)
    @rule(number=st.integers(0, 5))
    def delete(self, number: int) -> None:
        """An article that is gone."""
        self.files()[number % len(self.files())].unlink()
        self.compare()

    @rule(number=st.integers(0, 5), slug=SLUGS, upper=st.booleans())
    def rename(self, number: int, slug: str, upper: bool) -> None:
        """Another name, perhaps in other case; an editor saves by renaming too."""
        file = self.files()[number % len(self.files())]
        file.rename(file.with_name(f"{slug.capitalize() if upper else slug}.md"))
        self.compare()

    @rule(number=st.integers(0, 5), alias=st.sampled_from(["/old/", "/articles/one/", "/2001/storm"]))
    def add_alias(self, number: int, alias: str) -> None:
        """A former route; it may be somebody's already."""
        file = self.files()[number % len(self.files())]
        file.write_text(file.read_text().replace("---\n", f'---\naliases: ["{alias}"]\n', 1))
        self.compare()

    @rule(number=st.integers(0, 5), shift=st.sampled_from([None, 0, -(10**17), 4 * 10**16]))
    def edit_with_other_times(self, number: int, shift: int | None) -> None:
        """A file of the same size whose time was kept, or set into the past or the next year, as copying does."""
        file = self.files()[number % len(self.files())]
        text, times = file.read_text(), file.stat()
        file.write_text(text[:-4] + text[-4:].swapcase())
        if shift is not None:
            os.utime(file, ns=(times.st_mtime_ns + shift, times.st_mtime_ns + shift))
        self.compare()

    @rule(number=st.integers(0, 5))
    def touch(self, number: int) -> None:
        """New times, the same bytes."""
        os.utime(self.files()[number % len(self.files())])
        self.compare()

    @rule(
        name=TEMPLATES,
        text=st.sampled_from(["", "<p>{{ page.title }}</p>", "{{ page.nothing }}", "{% if %}"]),
    )
    def override_template(self, name: str, text: str) -> None:
        """The site's own template, or the default one again."""
        if text:
            self.archive.write(f"templates/{name}", text)
        else:
            (self.archive.folder / "templates" / name).unlink(missing_ok=True)
        self.compare()

    @rule(
        name=st.sampled_from(["site.css", "own.css"]), text=st.sampled_from(["", "a{}", "@import 'own.css';"])
    )
    def override_asset(self, name: str, text: str) -> None:
        """A style sheet of the site's own, or none."""
        if text:
            self.archive.write(f"templates/assets/{name}", text)
        else:
            (self.archive.folder / "templates" / "assets" / name).unlink(missing_ok=True)
        self.compare()

    @rule(head=st.sampled_from(HEADS), rest=CONFIGS)
    def configure(self, head: str, rest: str) -> None:
        """Another site.toml."""
        self.archive.write("site.toml", f"[site]\n{head}{rest}")
        self.compare()

    @rule(
        text=st.sampled_from(
            [
                "",
                '[herald]\nname = "The Herald"\naliases = ["Herald"]\n',
                '[herald]\nname = "Herald"\nkind = "newspaper"\n',
            ]
        )
    )
    def name_publications(self, text: str) -> None:
        """An authority file that comes, changes and goes."""
        self.archive.write("content/publications.toml", text)
        self.compare()

    @rule(width=st.sampled_from(["", "10", "20"]))
    def draw(self, width: str) -> None:
        """An image that comes, changes and goes."""
        file = "content/media/house.svg"
        if width:
            self.archive.write(file, f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="5"/>')
        else:
            (self.archive.folder / file).unlink(missing_ok=True)
        self.compare()

    @rule(title=TITLES)
    def write_page(self, title: str) -> None:
        """A standing page."""
        self.archive.write("content/pages/about.md", f'---\ntitle: "{title}"\n---\n\nAbout.\n')
        self.compare()

    @rule(day=st.sampled_from(["2026-11-21", "2026-11-22", "2026-11-23", "2027-11-22"]))
    def let_time_pass(self, day: str) -> None:
        """Another day, perhaps an earlier one, or a clock that is a year ahead."""
        self.today = day
        self.compare()

    @rule(place=st.integers(0, 1 << 30), cut=st.booleans())
    def damage_the_store(self, place: int, cut: bool) -> None:
        """A flipped byte, or a file that ends in the middle."""
        (file,) = (self.archive.folder / CACHE).glob("store-*.sqlite")
        data = bytearray(file.read_bytes())
        if cut:
            del data[place % len(data) :]
        else:
            data[place % len(data)] ^= 0xFF
        file.write_bytes(data)
        self.compare()

    @rule()
    def delete_the_cache(self) -> None:
        """It may go at any time."""
        shutil.rmtree(self.archive.folder / CACHE)
        self.compare()

    @rule(place=st.integers(0, 100), how=st.sampled_from(["gone", "empty", "other"]))
    def tamper_with_the_output(self, place: int, how: str) -> None:
        """Somebody deletes or edits a file of ours."""
        files = sorted(file for file in self.archive.public.rglob("*.html") if file.is_file())
        if files:
            file = files[place % len(files)]
            if how == "gone":
                file.unlink()
            else:
                file.write_text("" if how == "empty" else "other")
        self.compare()


def test_incremental_equals_clean() -> None:
    """Every edit, in every order that Hypothesis thinks of."""
    run_state_machine_as_test(
        Curator,
        settings=settings(
            max_examples=max(STEPS // STEPS_OF_A_RUN, 1),
            stateful_step_count=STEPS_OF_A_RUN,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_second_build_renders_and_writes_nothing(archive: Archive, jobs: int) -> None:
    for number in range(5):
        archive.article(f"piece-{number}", tags=["bridges"], published=f"191{number}")
    archive.build(jobs=jobs)

    again = archive.build(jobs=jobs)

    assert (again.rendered, again.written, again.deleted) == (0, 0, 0)
    assert again.articles == 5
