"""Pieces that stand elsewhere come into the archive: `import_files` is the way in.

    paths ─finding→ files ─reading→ pieces ─placing→ content/articles/*.md, and evidence/ beside

A reader of a form makes pieces of a file: `clippings` is the first, and `piece` says what others must give. What
follows is the same for every form: `writing` makes a content file, `reading` reads it back as a build would, and
`placing` writes what was not in the archive before: first the raw file, as evidence, then the article.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from time import perf_counter

import msgspec

from builder.chunks import run_in_chunks
from builder.config import Config, load_config
from builder.errors import ConfigError, ContentError, ScaffoldError, disk_errors
from builder.files import CACHE, CONFIG_FILE, find_bad_link
from builder.importer.evidence import FOLDER
from builder.importer.finding import Found, LeftAlone, Refused, find_files
from builder.importer.new_files import NewFiles
from builder.importer.piece import Reading
from builder.importer.placing import Placer
from builder.importer.reading import ReadFile, ReadTask, read_chunk
from builder.importer.report import ImportReport
from builder.importer.standing_pieces import ARTICLES, StandingPieces
from builder.load.authority import Names, load_authorities, names_of
from builder.lock import lock_site
from builder.processes import Workers, count_cores
from builder.standing import today_in

__all__ = ["ImportOptions", "ImportReport", "import_files"]

BATCH = 1024
"""Files whose pieces are held at once; what was written of the batches before stays, whatever happens."""

SELDOM = 50
"""Files after which the progress is told again: to draw a bar takes as long as to write a file."""


class ImportOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What a command line says."""

    dry_run: bool = False
    """Understand, and write nothing."""
    encoding: str = ""
    """Of files that are not UTF-8 and bear no mark."""
    today: str | None = None
    """An ISO day, that of the import. None for today in the site's time zone."""


def import_files(
    site: Path, paths: Sequence[Path], options: ImportOptions, progress: Callable[[int, int], None]
) -> ImportReport:
    """Import files, and folders with all below them, into a site; `progress` hears how many are done.

    One bad file stops no other: the report says what was refused. Raises ScaffoldError where there is no site,
    ConfigError or ContentError where its own files are broken, BusyError where it is being built.
    """
    began = perf_counter()
    config, names = _open(site)
    with ExitStack() as stack:
        if not options.dry_run:
            stack.enter_context(disk_errors())
            stack.enter_context(lock_site(site / CACHE))
        files = None if options.dry_run else NewFiles(site)
        placer = Placer(site, StandingPieces(site), names, files)
        found = _sort_out(find_files(paths, _own_folders(site, config)), placer)
        workers = stack.enter_context(Workers(config.build.jobs or count_cores()))
        task_of = _task_maker(config, names, options)
        done = 0
        for batch in _batches(found):
            new = [looked for one in batch if (looked := placer.look_at(one))]
            known = done + len(batch) - len(new)
            for each, result in zip(new, _read(new, task_of, workers), strict=True):
                placer.place(each, result)
                known += 1
                if not known % SELDOM:
                    progress(known, len(found))
            done += len(batch)
            progress(done, len(found))
    return placer.report(perf_counter() - began)


def _open(site: Path) -> tuple[Config, Names]:
    """The site's settings and names, or an error that says why nothing can be imported into it."""
    if not (site / CONFIG_FILE).is_file():
        message = f"there is no {CONFIG_FILE} in {site}: go to your site's folder, or name it with --site"
        raise ScaffoldError(message)
    config, problems = load_config(site)
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise ConfigError(errors)
    authorities, problems = load_authorities(site / "content")
    links = (find_bad_link(site, folder) for folder in (ARTICLES, FOLDER))
    problems += [link for link in links if link]
    if errors := [problem for problem in problems if problem.severity == "error"]:
        raise ContentError(errors)
    return config, names_of(authorities)


def _own_folders(site: Path, config: Config) -> frozenset[str]:
    """What holds files that are no clippings, or have been imported: none is entered that was not named itself."""
    names = (config.build.output, FOLDER, CACHE, "content/media", "content/pages", "templates")
    return frozenset(os.path.realpath(site / name) for name in names)


def _sort_out(found: Iterable[Found | Refused | LeftAlone], placer: Placer) -> list[Found]:
    """The files to be read; the others are told to the placer."""
    files = []
    for each in found:
        if isinstance(each, Found):
            files.append(each)
        elif isinstance(each, Refused):
            placer.refuse(each.shown, 0, each.message, each.hint)
        else:
            placer.leave_alone()
    return files


def _batches(files: Sequence[Found]) -> Iterator[list[Found]]:
    waiting = iter(files)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _task_maker(
    config: Config, names: Names, options: ImportOptions
) -> Callable[[int, tuple[Found, ...]], ReadTask]:
    reading = Reading(names=names, encoding=options.encoding)
    day = options.today or today_in(config.site.timezone)

    def task_of(_: int, chunk: tuple[Found, ...]) -> ReadTask:
        return ReadTask(files=chunk, reading=reading, form="clippings", day=day)

    return task_of


def _read(
    files: Sequence[Found], task_of: Callable[[int, tuple[Found, ...]], ReadTask], workers: Workers
) -> Iterator[ReadFile]:
    results = run_in_chunks(
        workers, read_chunk, files, task_of, lambda found: found.shown, lambda _done, _total: None
    )
    return chain.from_iterable(result.files for result in results)
