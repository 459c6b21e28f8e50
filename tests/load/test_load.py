"""All of content/, read in any process."""

import json
import tempfile
from pathlib import Path

import msgspec
import pytest
from archive import Archive
from factories import read_blob
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from nobody import as_nobody, only_root

from builder.errors import Location
from builder.freshness import KnownFiles
from builder.load import Content, LoadTask, load_content, load_files
from builder.load.authority import names_of
from builder.model import Authorities, ContentRecord
from builder.processes import Workers
from builder.store import Store


def load(archive: Archive, *, jobs: int = 1, drafts: bool = False, today: str = "2026-11-22") -> Content:
    """Everything below an archive's content/."""
    staging = archive.folder / ".cache" / "staging"
    staging.mkdir(parents=True, exist_ok=True)
    with Workers(jobs) as workers:
        return load_content(
            archive.folder,
            staging,
            Store(None, "tests"),
            workers,
            seen=KnownFiles(),
            language="en",
            today=today,
            drafts=drafts,
            progress=lambda done, total: None,
        )


def places(content: Content) -> list[tuple[str, int]]:
    """File and line of every problem, each of which must have a message and a mend."""
    assert all(problem.message and problem.hint for problem in content.problems)
    return [(problem.where.file, problem.where.line) for problem in sorted(content.problems)]


def slugs(content: Content) -> list[str]:
    """Of the articles that will be published."""
    return [article.slug for article in content.articles]


CLIPPING = "Posted on October 18, 2016\n\nA Title\n\nAda Byron, The Guardian, March 1, 2011\n\nSome words.\n"


def test_everything_is_loaded(archive: Archive) -> None:
    """Articles of both kinds, pages, media and names; the texts are staged."""
    archive.article("dune", "Sand.\n", tags=["phys"])
    archive.write("content/articles/1916/clip.txt", CLIPPING)
    archive.write("content/pages/about.md", "---\ntitle: About\n---\nWords.\n")
    archive.write("content/media/a.pdf", b"x")
    archive.write("content/tags.toml", '[physics]\nname = "Physics"\naliases = ["phys"]\n')
    content = load(archive)
    records: tuple[ContentRecord, ...] = (*content.articles, *content.pages)
    staging = archive.folder / ".cache" / "staging"
    texts = {record.slug: read_blob(staging, record.text) for record in records}

    assert content.problems == ()
    assert texts == {"clip": b"Some words.", "dune": b"\nSand.\n", "about": b"Words.\n"}
    assert [page.slug for page in content.pages] == ["about"]
    assert [file.file for file in content.media] == ["content/media/a.pdf"]
    assert [article.tags for article in content.articles] == [(), ("Physics",)]


def test_processes_make_no_difference(archive: Archive) -> None:
    """Not even to the order of problems."""
    for number in range(300):
        archive.article(f"a{number}", f"Words {number}.\n", **({"kind": "film"} if number % 7 == 0 else {}))
    alone, together = load(archive), load(archive, jobs=2)

    assert msgspec.json.encode(alone) == msgspec.json.encode(together)
    assert len(alone.problems) == 43


def test_drafts_and_the_future_wait(archive: Archive) -> None:
    """They are left out with a reason, and never in silence."""
    archive.article("draft", status="draft")
    archive.article("future", posted="2026-11-23")
    archive.article("today", posted="2026-11-22")
    archive.write("content/pages/about.md", "---\ntitle: About\nstatus: draft\n---\n")
    content = load(archive)

    assert slugs(content) == ["today"]
    assert [(skipped.path, skipped.reason) for skipped in content.skipped] == [
        ("content/articles/draft.md", "draft"),
        ("content/articles/future.md", "future: it is posted on 2026-11-23"),
        ("content/pages/about.md", "draft"),
    ]
    assert slugs(load(archive, drafts=True)) == ["draft", "future", "today"]
    assert slugs(load(archive, today="2026-11-23")) == ["future", "today"]


def test_all_problems_of_all_files_are_told_together(archive: Archive) -> None:
    """And what is right is loaded beside them."""
    archive.article("right")
    archive.article("wrong", kind="film", posted="2016-02-30", titel="x")
    archive.write("content/articles/bytes.md", b"---\ntitle: x\n---\n\n\xe9")
    archive.write("content/articles/clip.txt", b"a\0b")
    archive.write("content/articles/head.md", "---\ntitle: 'x\n---\n")
    archive.write("content/articles/none.md", "title: x\n")
    archive.write("content/pages/about.md", "---\ntitle: About\nauthors: x\n---\n")
    archive.write("content/media/a.exe", b"x")
    archive.write("content/people.toml", "[ada]\nname = Ada\n")
    (archive.folder / "content" / "articles" / "link.md").symlink_to("/etc/hostname")
    content = load(archive)

    assert slugs(content) == ["right"]
    assert places(content) == [
        ("content/articles/bytes.md", 5),
        ("content/articles/clip.txt", 1),
        ("content/articles/head.md", 2),
        ("content/articles/link.md", 0),
        ("content/articles/none.md", 1),
        ("content/articles/wrong.md", 2),
        ("content/articles/wrong.md", 3),
        ("content/articles/wrong.md", 4),
        ("content/media/a.exe", 0),
        ("content/pages/about.md", 3),
        ("content/people.toml", 2),
    ]
    assert content.unread == {file for file, _ in places(content)}


def test_a_site_without_content_is_a_problem(archive: Archive) -> None:
    """It would be a site of nothing."""
    (archive.folder / "content" / "articles").rmdir()
    (archive.folder / "content").rmdir()
    (problem,) = load(archive).problems

    assert problem.where == Location("content")
    assert problem.message == "there is no content folder"
    assert "content/articles/" in problem.hint


@only_root
def test_a_content_folder_that_may_not_be_read_is_a_problem(archive: Archive) -> None:
    """It is not the same as an empty one."""
    (archive.folder / "content").chmod(0)
    (archive.folder / ".cache" / "staging").mkdir(parents=True)
    with as_nobody(archive.folder):
        found = places(load(archive))

    assert [file for file, _ in found] == [
        "content",
        "content/articles",
        "content/media",
        "content/pages",
        "content/people.toml",
        "content/publications.toml",
        "content/tags.toml",
    ]


def test_an_archive_may_be_empty(archive: Archive) -> None:
    """On its first day it is."""
    assert load(archive).problems == ()


@pytest.mark.parametrize(
    "file",
    [
        "content/dune.md",
        "content/essays/dune.md",
        "content/Articles/dune.md",
        "content/person.toml",
        "content/articles/photo.jpg",
        "content/articles/dune.markdown",
        "content/articles/DUNE.MD",
        "content/pages/about.txt",
    ],
)
def test_what_nobody_reads_is_told(file: str, archive: Archive) -> None:
    """A misplaced article must not be missing in silence."""
    archive.write(file, "---\ntitle: x\n---\n")
    (problem,) = load(archive).problems

    assert file.startswith(problem.where.file)
    assert problem.severity == "warning"
    assert "not read" in problem.message
    assert "content/media/" in problem.hint


@pytest.mark.parametrize(
    "file", ["content/.DS_Store", "content/.git/config", "content/articles/.dune.md.swp"]
)
def test_hidden_files_are_nobodys_business(file: str, archive: Archive) -> None:
    """Systems and editors leave them everywhere."""
    archive.write(file, "x")

    assert load(archive).problems == ()


def test_control_characters_are_a_warning(archive: Archive) -> None:
    """The article is published; a strict build asks for the mend."""
    archive.article("dune", "a\x01b\n")
    content = load(archive)

    assert slugs(content) == ["dune"]
    assert [(problem.where.line, problem.severity) for problem in content.problems] == [(5, "warning")]
    assert content.unread == frozenset()


@only_root
def test_files_that_may_not_be_read_are_problems(archive: Archive) -> None:
    """Files and folders, articles and clippings."""
    archive.article("right")
    archive.article("private").chmod(0)
    archive.write("content/articles/private.txt", "x").chmod(0)
    archive.article("folder/inside").parent.chmod(0)
    staging = archive.folder / ".cache" / "staging"
    staging.mkdir(parents=True)
    staging.chmod(0o777)
    with as_nobody(archive.folder):
        content = load(archive)

    assert slugs(content) == ["right"]
    assert places(content) == [
        ("content/articles/folder", 0),
        ("content/articles/private.md", 0),
        ("content/articles/private.txt", 0),
    ]


def in_front_matter(text: str) -> bytes:
    """A text as both parts of a content file."""
    return f"---\n{text}\n---\n{text}".encode(errors="replace")


FIELDS = st.dictionaries(
    st.sampled_from(
        "title slug aliases authors tags published posted rights series withdrawn status lang doi extra".split()
    ),
    st.recursive(
        st.text(max_size=12) | st.sampled_from(["2016-02-30", "1916~", "withdrawn", "../x", "a//b", "null"]),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(
                st.sampled_from(["name", "number", "date", "reason", "given"]), inner, max_size=3
            )
        ),
        max_leaves=4,
    ),
)


@given(
    st.binary(max_size=200)
    | st.text().map(in_front_matter)
    | FIELDS.map(lambda fields: in_front_matter(json.dumps({"title": "x", **fields}, ensure_ascii=False)))
)
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe\0")
@example(b"---\ntitle: !!python/name:os.system\n---\n")
@example(in_front_matter("title: x\ntags: ['\ufdfa', '/']"))
@example(in_front_matter("title: x\npublished: '../..'\nposted: 0001-01-01"))
@example("\u2028\n\nBy A, B, March 31, 2011\n\nTags: /, %\n".encode())
def test_any_bytes_are_content_or_a_problem(data: bytes) -> None:
    """No file can break a build but by a problem that names it; every record can be sent and shown."""
    with tempfile.TemporaryDirectory() as site:
        files = ("content/articles/a.md", "content/articles/b.txt", "content/pages/c.md")
        for file in files:
            (Path(site) / file).parent.mkdir(parents=True, exist_ok=True)
            (Path(site) / file).write_bytes(data)
        task = LoadTask(
            site=site, files=files, staging=site, name="text-0", names=names_of(Authorities()), language="en"
        )
        result = load_files(task)

    assert msgspec.msgpack.decode(msgspec.msgpack.encode(result), type=type(result)) == result
    problems = [problem for loaded in result.files for problem in loaded.problems]
    assert {problem.where.file for problem in problems} <= set(files)
    assert all(problem.message and problem.hint for problem in problems)
    accounted = [loaded.record.file for loaded in result.files if loaded.record]
    accounted += [problem.where.file for problem in problems if problem.severity == "error"]
    assert set(accounted) == set(files)


@pytest.mark.parametrize(("data", "line"), [(b"One\n\nTwo\0", 3), (b"", 1), (b"Posted on May 1, 2020\n", 1)])
def test_flaw_of_a_clipping_has_its_line(archive: Archive, data: bytes, line: int) -> None:
    archive.write("content/articles/a.txt", data)

    assert archive.only_problem().where == Location("content/articles/a.txt", line)
