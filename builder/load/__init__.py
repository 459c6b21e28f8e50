"""Content files become articles: read in the workers, gathered in the parent.

`load_content` is the way in; everything that is wrong in content/ comes back beside what is right, so that
one build reports it all.
"""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from pathlib import Path

import msgspec

from builder.chunks import run_in_chunks
from builder.errors import ContentError, Location, Problem, ProblemsError
from builder.files import is_passing, walk_files
from builder.fingerprint import fingerprint
from builder.freshness import KnownFiles, read_file
from builder.load.article import read_article, read_page
from builder.load.authority import Names, load_authorities, names_of
from builder.load.front_matter import decode, split_content
from builder.load.known import KnownContent, LoadedFile
from builder.load.media import load_media
from builder.model import Article, Authorities, ContentRecord, MediaFile, StandingPage
from builder.report import Skipped
from builder.staging import StagingWriter
from builder.store import Store

SUFFIXES = (".md", ".txt")
PLACES = frozenset("articles media pages people.toml publications.toml tags.toml".split())
"""All that is read of content/."""


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """All that content/ holds."""

    articles: tuple[Article, ...]
    """To be published, by file; drafts and the like are in `skipped`."""
    pages: tuple[StandingPage, ...]
    media: tuple[MediaFile, ...]
    authorities: Authorities
    skipped: tuple[Skipped, ...]
    newest_posted: str
    """The latest day of posting that was not in the future, or empty."""
    next_posted: str
    """The first day on which an article that waits is due, or empty."""
    digests: Mapping[str, str]
    """Of the bytes of each content file."""
    unread: frozenset[str]
    """Files that have problems, so that a link to one is not a problem of its own."""
    problems: tuple[Problem, ...]


class LoadTask(msgspec.Struct, frozen=True, kw_only=True):
    """Content files for one worker to read."""

    site: str
    files: tuple[str, ...]
    staging: str
    name: str
    """Of the staged file that holds their texts."""
    names: Names
    language: str


class LoadResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker read, in the order of its task."""

    files: tuple[LoadedFile, ...]


def load_content(
    site: Path,
    staging: Path,
    store: Store,
    executor: Executor,
    *,
    seen: KnownFiles,
    language: str,
    today: str,
    drafts: bool,
    progress: Callable[[int, int], None],
) -> Content:
    """Read everything below content/, as far as the store does not know it already.

    `seen` is what a look at its files found. Articles posted after `today` (an ISO day) wait for their day;
    `drafts` publishes them and drafts as well.
    """
    authorities, problems = load_authorities(site / "content")
    media, media_problems = load_media(site, store, seen)
    files, file_problems = _content_files(site)
    problems += media_problems + file_problems
    names = names_of(authorities)
    known = KnownContent(store, options=fingerprint((names, language)))
    loaded = known.recall(files, seen)

    def task(number: int, chunk: tuple[str, ...]) -> LoadTask:
        return LoadTask(
            site=str(site),
            files=chunk,
            staging=str(staging),
            name=f"text-{number}",
            names=names,
            language=language,
        )

    unknown = [file for file in files if file not in loaded]
    results = run_in_chunks(executor, load_files, unknown, task, str, progress)
    read = [file for result in results for file in result.files]
    digests = known.remember(read, seen.seen_at)
    loaded |= {file.file: file for file in read}
    articles: list[Article] = []
    pages: list[StandingPage] = []
    skipped: list[Skipped] = []
    for file in files:
        record = loaded[file].record
        problems += loaded[file].problems
        if record is None:
            continue
        reason = "" if drafts else _reason_to_wait(record, today)
        if reason:
            skipped.append(Skipped(path=record.file, reason=reason, slug=record.slug))
        elif isinstance(record, Article):
            articles.append(record)
        else:
            pages.append(record)
    posted = [] if drafts else _days_of_posting(loaded.values())
    return Content(
        articles=tuple(articles),
        pages=tuple(pages),
        media=tuple(media),
        authorities=authorities,
        skipped=tuple(sorted(skipped)),
        digests=digests,
        newest_posted=max((day for day in posted if day <= today), default=""),
        next_posted=min((day for day in posted if day > today), default=""),
        unread=frozenset(problem.where.file for problem in problems if problem.severity == "error"),
        problems=tuple(problems),
    )


def _days_of_posting(loaded: Iterable[LoadedFile]) -> list[str]:
    return [file.record.posted for file in loaded if isinstance(file.record, Article) and file.record.posted]


def _reason_to_wait(record: ContentRecord, today: str) -> str:
    """Why a content file is not published yet; empty if it is."""
    if record.status == "draft":
        return "draft"
    if isinstance(record, Article) and record.posted > today:
        return f"future: it is posted on {record.posted}"
    return ""


def _content_files(site: Path) -> tuple[list[str], list[Problem]]:
    """Files of articles and standing pages to be read, and what else stands among them."""
    if not (site / "content").is_dir():
        hint = "make it, and put your articles into content/articles/"
        return [], [Problem(Location("content"), "there is no content folder", hint)]
    files: list[str] = []
    problems = _strangers(site / "content")
    for folder, suffixes in (("content/articles", SUFFIXES), ("content/pages", (".md",))):
        for file, finding in walk_files(site, folder):
            if finding:
                problems.append(finding)
            elif file.endswith(suffixes):
                files.append(file)
            else:
                message = f"the file is not read: its name does not end in {' or '.join(suffixes)}"
                hint = "rename it, or put it into content/media/ if it is no text"
                problems.append(Problem(Location(file), message, hint, "warning"))
    return files, problems


def _strangers(content: Path) -> list[Problem]:
    """What stands right in content/, and nobody would read."""
    try:
        names = sorted(path.name.encode(errors="replace").decode() for path in content.iterdir())
    except OSError as error:
        message = f"the folder cannot be read: {error.strerror}"
        return [Problem(Location("content"), message, "see its permissions")]
    hint = "move it into content/articles/, content/pages/ or content/media/"
    return [
        Problem(Location(f"content/{name}"), "it is not read here", hint, "warning")
        for name in names
        if name not in PLACES and not is_passing(name)
    ]


def reread(
    site: Path, staging: Path, store: Store, digests: Mapping[str, str], language: str
) -> list[tuple[LoadedFile | None, LoadedFile]]:
    """Content files as they were when their bytes had these digests (None: not known any more), and as they are."""
    names = names_of(load_authorities(site / "content")[0])
    known = KnownContent(store, options=fingerprint((names, language)))
    task = LoadTask(
        site=str(site),
        files=tuple(digests),
        staging=str(staging),
        name="text-again",
        names=names,
        language=language,
    )
    before, now = known.recall_read(digests), load_files(task).files
    known.remember_read(now)
    return [(before.get(file.file), file) for file in now]


def load_files(task: LoadTask) -> LoadResult:
    """Read a chunk of content files; the work of one task, in any process."""
    with StagingWriter(Path(task.staging), task.name) as writer:
        return LoadResult(files=tuple(_load_file(file, task, writer) for file in task.files))


def _load_file(file: str, task: LoadTask, writer: StagingWriter) -> LoadedFile:
    """One content file: its record, and warnings or what is wrong with it."""
    try:
        data, state = read_file(Path(task.site) / file)
    except OSError as error:
        problem = Problem(Location(file), f"the file cannot be read: {error.strerror}", "see its permissions")
        return LoadedFile(file=file, state=None, record=None, problems=(problem,))
    try:
        record, problems = _read_content(file, data, task, writer)
    except ProblemsError as error:
        return LoadedFile(file=file, state=state, record=None, problems=error.problems)
    return LoadedFile(file=file, state=state, record=record, problems=tuple(problems))


def _read_content(
    file: str, data: bytes, task: LoadTask, writer: StagingWriter
) -> tuple[ContentRecord | None, list[Problem]]:
    """What the bytes of a content file hold; raises ProblemsError where they are none."""
    if file.endswith(".txt"):
        return _load_clipping(file, data, task, writer), []
    text, warnings = decode(data, file)
    content = split_content(text, file)
    blob = writer.write(content.text.encode())
    if file.startswith("content/pages/"):
        page, problems = read_page(content, blob, task.language)
        return page, warnings + problems
    article, problems = read_article(content, blob, task.names, task.language)
    return article, warnings + problems


def _load_clipping(file: str, data: bytes, task: LoadTask, writer: StagingWriter) -> Article:
    # Imported for the first clipping: their grammar takes a while to get ready.
    from builder.load.clipping import article_of_clipping  # noqa: PLC0415
    from builder.load.repost import decode_clipping, parse_repost  # noqa: PLC0415

    try:
        text, guessed = decode_clipping(data)
        repost = parse_repost(text, task.names.publications)
    except ValueError as error:
        message, _, hint = str(error).rpartition("; ")
        raise ContentError([Problem(Location(file, _line_of_flaw(data)), message, hint)]) from None
    blob = writer.write("\n\n".join(repost.paragraphs).encode())
    return article_of_clipping(repost, file, blob, task.names, task.language, guessed)


def _line_of_flaw(data: bytes) -> int:
    """The line of a clipping's first NUL or undecodable byte; the first line where it has neither."""
    place = data.find(b"\0")
    if place < 0:
        try:
            data.decode()
        except UnicodeDecodeError as error:
            place = error.start
    return data.count(b"\n", 0, max(place, 0)) + 1
