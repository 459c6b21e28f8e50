"""Files come into an archive: once, whole, beside what stands there, each with its evidence."""

import hashlib
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from archive import Archive, shared
from nobody import as_nobody, only_root

from builder.errors import BusyError, ConfigError, ContentError, PublishError, ScaffoldError
from builder.importer import ImportOptions, ImportReport, import_files
from builder.importer.finding import LARGEST_FILE
from builder.lock import lock_site

TODAY = "2026-11-22"
CREDIT = "Mary Roe, The Guardian, March 1, 2011"


def clip(title: str, credit: str = CREDIT, body: str = "It rained.", posted: str = "March 2, 2011") -> str:
    return f"Posted on {posted}\n\n{title}\n\n{credit}\n\n{body}\n"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder of clippings, outside the site."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def bring(archive: Archive, *paths: Path, **options: object) -> ImportReport:
    made = ImportOptions(today=TODAY, **options)  # type: ignore[arg-type]
    return import_files(archive.folder, paths, made, lambda _done, _total: None)


def tree(folder: Path) -> dict[str, bytes]:
    """All files of a folder, but for the lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def articles(archive: Archive) -> list[str]:
    return sorted(path.name for path in (archive.folder / "content/articles").rglob("*.md"))


def reasons(report: ImportReport) -> list[str]:
    return [problem.message for problem in report.problems]


def test_a_clipping_becomes_an_article_with_its_evidence(archive: Archive, inbox: Path) -> None:
    source = inbox / "a.txt"
    source.write_text(clip("Wells Run Dry"))
    digest = hashlib.sha256(source.read_bytes()).hexdigest()

    report = bring(archive, source)

    (made,) = report.articles
    assert made.file == "content/articles/wells-run-dry.md"
    assert (made.title, made.authors, made.publication) == ("Wells Run Dry", ("Mary Roe",), "The Guardian")
    assert (made.published, made.posted, made.review) == ("2011-03-01", "2011-03-02", ())
    assert (archive.folder / f"evidence/{digest[:2]}/{digest}.txt").read_bytes() == source.read_bytes()
    head = (archive.folder / made.file).read_text()
    assert f'  - event: "imported from a clipping"\n    date: {TODAY}\n    note: "sha256:{digest}"\n' in head


def test_an_imported_archive_builds_without_a_word(archive: Archive, inbox: Path) -> None:
    """The evidence is no content, and readers are told of it shortly."""
    (inbox / "a.txt").write_text(clip("Wells Run Dry"))
    bring(archive, inbox)

    report = archive.build()

    assert (report.articles, report.warnings) == (1, ())
    page = " ".join(re.sub(r"<[^>]*>", " ", archive.read("articles/wells-run-dry/")).split())
    digest = hashlib.sha256((inbox / "a.txt").read_bytes()).hexdigest()
    assert f"Imported from a clipping SHA-256 {digest[:12]}…" in page
    assert digest not in page


def test_what_was_guessed_is_a_warning_of_the_build(archive: Archive, inbox: Path) -> None:
    (inbox / "a.txt").write_text(clip("Wells Run Dry", "Mary Roe, Dissent, March 1, 2011"))
    bring(archive, inbox)

    (warning,) = archive.build().warnings

    assert warning.message == (
        "to be reviewed: publication: the publication was guessed from its place in the byline; look it up"
    )
    assert warning.where.file == "content/articles/wells-run-dry.md"


def test_a_clipping_is_imported_once(archive: Archive, inbox: Path) -> None:
    (inbox / "a.txt").write_text(clip("Wells Run Dry"))
    bring(archive, inbox)
    before = tree(archive.folder)
    (inbox / "copy.txt").write_text(clip("Wells Run Dry"))

    report = bring(archive, inbox, inbox / "a.txt")

    assert report.articles == ()
    assert [known.file for known in report.skipped] == ["content/articles/wells-run-dry.md"] * 3
    assert tree(archive.folder) == before


def test_an_article_is_known_under_any_name_and_with_any_text(archive: Archive, inbox: Path) -> None:
    """Its provenance says what it was made from; nothing else needs to."""
    (inbox / "a.txt").write_text(clip("Wells Run Dry"))
    made = archive.folder / bring(archive, inbox).articles[0].file
    text = made.read_text().replace("Wells Run Dry", "Dry Wells").replace("It rained.", "It poured.")
    archive.write("content/articles/old/another-name.md", text.replace("\n", "\r\n"))
    made.unlink()
    shutil.rmtree(archive.folder / "evidence")

    report = bring(archive, inbox)

    assert [known.file for known in report.skipped] == ["content/articles/old/another-name.md"]
    assert articles(archive) == ["another-name.md"]


def test_an_article_that_was_deleted_can_be_imported_again(archive: Archive, inbox: Path) -> None:
    """Its evidence is still there, and is left as it is."""
    (inbox / "a.txt").write_text(clip("Wells Run Dry"))
    made = archive.folder / bring(archive, inbox).articles[0].file
    before = tree(archive.folder)
    made.unlink()

    assert len(bring(archive, inbox).articles) == 1
    assert tree(archive.folder) == before


def test_evidence_that_was_changed_is_told_and_left_alone(archive: Archive, inbox: Path) -> None:
    """Nothing that stands is written over, not even where its bytes belie its name."""
    (inbox / "a.txt").write_text(clip("Wells Run Dry"))
    digest = hashlib.sha256((inbox / "a.txt").read_bytes()).hexdigest()
    archive.write(f"evidence/{digest[:2]}/{digest}.txt", "something else")

    report = bring(archive, inbox)

    assert report.articles == ()
    assert "other bytes" in reasons(report)[0]
    assert articles(archive) == []


def test_a_clipping_that_is_content_already_is_known(archive: Archive, inbox: Path) -> None:
    (inbox / "a.txt").write_text(clip("Wells Run Dry"))
    archive.write("content/articles/by-hand.txt", clip("Wells Run Dry"))

    assert [known.file for known in bring(archive, inbox).skipped] == ["content/articles/by-hand.txt"]


def test_the_pieces_of_a_file_are_articles_each(archive: Archive, inbox: Path) -> None:
    (inbox / "a.txt").write_text(
        "\n".join(clip(title) for title in ("Wells Run Dry", "Wells Run Full", "Wells"))
    )

    report = bring(archive, inbox)

    assert [(one.line, one.title) for one in report.articles] == [
        (1, "Wells Run Dry"),
        (9, "Wells Run Full"),
        (17, "Wells"),
    ]
    assert len(list((archive.folder / "evidence").rglob("*.txt"))) == 1
    assert ", piece 2 of 3" in (archive.folder / "content/articles/wells-run-full.md").read_text()
    assert len(bring(archive, inbox).skipped) == 1


def test_only_the_pieces_that_are_missing_are_made(archive: Archive, inbox: Path) -> None:
    """So an import that was interrupted is brought to its end by the next."""
    (inbox / "a.txt").write_text("\n".join(clip(title) for title in ("Wells Run Dry", "Wells Run Full")))
    bring(archive, inbox)
    before = tree(archive.folder)
    (archive.folder / "content/articles/wells-run-full.md").unlink()

    assert [one.title for one in bring(archive, inbox).articles] == ["Wells Run Full"]
    assert tree(archive.folder) == before


def test_two_pieces_of_one_title_have_two_names(archive: Archive, inbox: Path) -> None:
    """Nor may a name be taken that an article has as its slug, or had as its route."""
    for number in range(3):
        (inbox / f"{number}.txt").write_text(clip("Wells", body=f"It rained {number} times."))
    archive.write("content/articles/other.md", '---\ntitle: Other\nslug: "wells-2"\n---\n')
    archive.article("third", aliases=["/articles/wells-3/"])

    bring(archive, inbox)

    assert articles(archive) == ["other.md", "third.md", "wells-4.md", "wells-5.md", "wells.md"]
    assert archive.build().articles == 5


def test_a_title_that_makes_no_slug_is_named_by_its_digest(archive: Archive, inbox: Path) -> None:
    (inbox / "a.txt").write_text(clip("???"))

    (made,) = bring(archive, inbox).articles

    assert re.fullmatch(r"content/articles/clipping-[0-9a-f]{8}\.md", made.file)
    assert archive.build().articles == 1


def test_folders_are_searched_to_the_bottom_and_other_forms_left_alone(archive: Archive, inbox: Path) -> None:
    (inbox / "b" / "c").mkdir(parents=True)
    (inbox / "b" / "c" / "deep.TXT").write_text(clip("Deep"))
    (inbox / "a.text").write_text(clip("Shallow"))
    (inbox / "picture.jpg").write_bytes(b"\xff\xd8")
    (inbox / ".hidden.txt").write_text(clip("Hidden"))
    (inbox / "being-written.txt~").write_text(clip("Passing"))

    report = bring(archive, inbox)

    assert [one.title for one in report.articles] == ["Shallow", "Deep"]
    assert (report.left_alone, report.problems) == (1, ())


def test_a_dry_run_understands_all_and_writes_nothing(archive: Archive, inbox: Path) -> None:
    (inbox / "a.txt").write_text(clip("Wells Run Dry"))
    (inbox / "b.txt").write_text(clip("Wells Run Dry"))
    (inbox / "c.txt").write_bytes(b"\0")
    before = tree(archive.folder)

    report = bring(archive, inbox, dry_run=True)

    assert [(one.title, one.file) for one in report.articles] == [("Wells Run Dry", "")]
    assert [known.file for known in report.skipped] == [str(inbox / "a.txt")]
    assert len(report.problems) == 1
    assert tree(archive.folder) == before
    assert not (archive.folder / ".cache").exists()


def test_one_bad_file_stops_no_other(archive: Archive, inbox: Path, tmp_path: Path) -> None:
    (inbox / "a-empty.txt").write_text(" \n")
    (inbox / "b-binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (inbox / "c-good.txt").write_text(clip("Wells Run Dry"))
    with (inbox / "d-large.txt").open("wb") as large:
        large.truncate(100 * 1024**2)
    (inbox / "e-odd.txt").write_bytes(b"\x81\x8d\x8f")
    os.mkfifo(inbox / "f-pipe.txt")
    (inbox / "g-title.txt").write_text("Only a title\n")
    outside = tmp_path / "secret.txt"
    outside.write_text(clip("Secret"))
    (inbox / "h-out.txt").symlink_to(outside)
    (inbox / "i-nowhere.txt").symlink_to(inbox / "nothing")
    (inbox / "j-folder.txt").symlink_to(inbox)
    (inbox / "k-within.txt").symlink_to(inbox / "c-good.txt")

    report = bring(archive, inbox)

    assert [one.title for one in report.articles] == ["Wells Run Dry"]
    assert [Path(known.source).name for known in report.skipped] == ["k-within.txt"]
    by_name = {Path(problem.where.file).name[0]: problem for problem in report.problems}
    assert sorted(by_name) == ["a", "b", "d", "e", "f", "g", "h", "i", "j"]
    assert by_name["d"].message == f"it has 100 MB, and a clipping at most {LARGEST_FILE // 1024**2} MB"
    assert "leads out of the folder" in by_name["h"].message
    assert by_name["f"].message == "it is no ordinary file"
    assert all(problem.hint for problem in report.problems)


@only_root
def test_what_may_not_be_read_is_refused(archive: Archive, inbox: Path) -> None:
    (inbox / "a.txt").write_text(clip("Wells"))
    (inbox / "a.txt").chmod(0)
    (inbox / "folder").mkdir(mode=0)

    with as_nobody(inbox):
        report = bring(archive, inbox, dry_run=True)

    assert reasons(report) == [
        "the folder cannot be read: Permission denied",
        "it cannot be read: Permission denied",
    ]


def test_names_that_would_harm_a_terminal_are_spelled_out(archive: Archive, inbox: Path) -> None:
    """The files are imported all the same: an article has the name of its title."""
    names = (b"new\nline.txt", "\u202egnp.txt".encode(), b"caf\xe9.txt", b"esc\x1b[31m.txt")
    for number, name in enumerate(names):
        Path(os.fsdecode(os.fsencode(inbox) + b"/" + name)).write_text(clip(f"Wells {number}"))

    report = bring(archive, inbox)

    assert report.problems == ()
    assert sorted(one.source.rpartition("/")[2] for one in report.articles) == [
        "\\u202egnp.txt",
        "caf\\udce9.txt",
        "esc\\x1b[31m.txt",
        "new\\nline.txt",
    ]


def test_an_encoding_may_be_declared(archive: Archive, inbox: Path) -> None:
    (inbox / "a.txt").write_bytes(clip("Колодец", body="Дождь.").encode("koi8-r"))

    assert bring(archive, inbox, encoding="koi8-r").articles[0].title == "Колодец"


def test_what_the_site_made_itself_is_no_source(archive: Archive, inbox: Path) -> None:
    """A site may be named as a whole, with the clippings that lie in it."""
    (inbox / "a.txt").write_text(clip("Wells Run Dry"))
    bring(archive, inbox)
    archive.build()
    archive.write("content/media/notes.txt", clip("Media"))
    archive.write("inbox/b.txt", clip("Wells Run Full"))

    report = bring(archive, archive.folder)

    assert [one.title for one in report.articles] == ["Wells Run Full"]
    assert report.problems == ()


def test_new_publications_are_counted(archive: Archive, inbox: Path) -> None:
    archive.write("content/publications.toml", '[guardian]\nname = "The Guardian"\n')
    for number, paper in enumerate(["The Guardian", "The Sun", "Dissent", "The Sun"]):
        (inbox / f"{number}.txt").write_text(clip(f"Wells {number}", f"Mary Roe, {paper}, March 1, 2011"))

    report = bring(archive, inbox)

    assert [(one.name, one.articles) for one in report.new_publications] == [("The Sun", 2), ("Dissent", 1)]
    assert report.to_review == 1


def test_a_name_of_the_authority_file_is_no_guess(archive: Archive, inbox: Path) -> None:
    archive.write(
        "content/publications.toml", '[dissent]\nname = "Dissent"\naliases = ["Newsday, New York"]\n'
    )
    (inbox / "a.txt").write_text(clip("Wells", "Mary Roe, Newsday, New York, March 1, 2011"))

    (made,) = bring(archive, inbox).articles

    assert (made.publication, made.review) == ("Newsday, New York", ())
    archive.build()
    assert "Dissent" in archive.read("articles/wells/")


def test_many_files_give_the_same_in_many_processes(
    archive: Archive, make_archive: Callable[[str], Archive], inbox: Path
) -> None:
    for number in range(300):
        (inbox / f"{number:03}.txt").write_text(
            clip(f"Wells {number % 40}", body=f"It rained {number} times.")
        )
    alone = make_archive("alone")
    alone.write("site.toml", '[site]\ntitle = "Test archive"\n[build]\njobs = 1\n')
    archive.write("site.toml", '[site]\ntitle = "Test archive"\n[build]\njobs = 2\n')

    bring(archive, inbox)
    bring(alone, inbox)

    assert len(articles(archive)) == 300
    assert tree(archive.folder / "content") == tree(alone.folder / "content")


def test_progress_is_told_to_its_end(archive: Archive, inbox: Path) -> None:
    for number in range(5):
        (inbox / f"{number}.txt").write_text(clip(f"Wells {number % 4}"))
    told: list[tuple[int, int]] = []

    import_files(
        archive.folder, [inbox], ImportOptions(today=TODAY), lambda done, total: told.append((done, total))
    )

    assert told[-1] == (5, 5)
    assert told == sorted(told)


@pytest.mark.parametrize(
    ("file", "text", "error"),
    [
        ("site.toml", "[site]\n", ConfigError),
        ("content/publications.toml", "[a]\nname = 1 2\n", ContentError),
    ],
)
def test_a_broken_site_is_mended_first(
    archive: Archive, inbox: Path, file: str, text: str, error: type[Exception]
) -> None:
    (inbox / "a.txt").write_text(clip("Wells"))
    archive.write(file, text)

    with pytest.raises(error):
        bring(archive, inbox)
    assert articles(archive) == []


def test_a_folder_that_is_no_site_is_told(tmp_path: Path, inbox: Path) -> None:
    with pytest.raises(
        ScaffoldError, match=r"there is no site\.toml in .*: go to your site's folder, or name it"
    ):
        import_files(tmp_path, [inbox], ImportOptions(today=TODAY), lambda _done, _total: None)


def test_nothing_is_written_while_the_site_is_built(archive: Archive, inbox: Path) -> None:
    (inbox / "a.txt").write_text(clip("Wells"))

    with lock_site(archive.folder / ".cache"), pytest.raises(BusyError):
        bring(archive, inbox)
    assert articles(archive) == []


def test_articles_are_not_written_out_of_the_site(archive: Archive, inbox: Path, tmp_path: Path) -> None:
    (inbox / "a.txt").write_text(clip("Wells"))
    (archive.folder / "content/articles").rmdir()
    (archive.folder / "content/articles").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(ContentError):
        bring(archive, inbox)


@only_root
def test_a_disk_that_refuses_is_told(archive: Archive, inbox: Path) -> None:
    (inbox / "a.txt").write_text(clip("Wells"))
    (archive.folder / ".cache").mkdir(mode=0o777)
    (archive.folder / ".cache").chmod(0o777)

    with as_nobody(archive.folder), pytest.raises(PublishError, match="Permission denied"):
        bring(archive, inbox)


def test_a_real_clipping_is_imported_and_built(archive: Archive, tmp_path: Path) -> None:
    """Its text may not be kept here, so its own lines say what is expected."""
    seed = shared("seeds", "000_50fd83e3bab2ccff.txt")
    blocks = seed.read_text().replace("\u00a0", " ").strip().split("\n\n")

    (made,) = bring(archive, seed).articles
    archive.build()

    assert (made.title, made.review) == (blocks[1], ())
    body = re.findall(r"<p>(.*?)</p>", archive.body(Path(made.file).stem), re.DOTALL)
    assert len(body) == len(blocks) - 3
