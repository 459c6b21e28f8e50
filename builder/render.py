"""One page to bytes; a template's closure."""

import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from functools import lru_cache
from pathlib import Path

import msgspec

from builder.chunks import run_in_chunks
from builder.errors import Location, Problem, ThemeError
from builder.fingerprint import digest
from builder.markup.links import fill_references
from builder.pages.address import Page
from builder.pages.contexts import ArticlePage, Html, PageContext, Site, TextPage
from builder.routes import file_of
from builder.staging import StagingReader
from builder.templating import Templates
from builder.theme import Theme

MANY = 200
"""Pages of one template from which on flattening it costs less than it saves."""


class Artifact(msgspec.Struct, frozen=True, kw_only=True):
    """One file of the site, ready to be published."""

    file: str
    """Relative to the output."""
    digest: str
    staged: str
    """Its name in the staging folder, alone or in a folder of its own; empty where the output has these bytes."""


class RenderTask(msgspec.Struct, frozen=True, kw_only=True):
    """Pages for one worker to render."""

    pages: tuple[Page, ...]
    site: Site
    templates: tuple[tuple[str, str], ...]
    """Source of each template by name."""
    flat: tuple[str, ...]
    """The templates of many pages."""
    places: tuple[tuple[str, str], ...]
    """File of each template by name, for messages."""
    staging: str
    name: str
    """What the names of its staged files begin with."""
    output: str


class RenderResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker rendered."""

    artifacts: tuple[Artifact, ...]
    problems: tuple[Problem, ...]


def render_pages(
    pages: Sequence[Page],
    site: Site,
    theme: Theme,
    staging: Path,
    output: Path,
    executor: Executor,
    progress: Callable[[int, int], None],
) -> list[Artifact]:
    """Render every page into the staging folder; raises ThemeError with all that failed."""
    templates, places = tuple(theme.templates.items()), tuple(theme.places.items())
    uses = Counter(page.template for page in pages)
    flat = tuple(name for name in sorted(uses) if uses[name] >= MANY)

    def task(number: int, chunk: tuple[Page, ...]) -> RenderTask:
        return RenderTask(
            pages=chunk,
            site=site,
            templates=templates,
            flat=flat,
            places=places,
            staging=str(staging),
            name=f"page-{number}",
            output=str(output),
        )

    results = run_in_chunks(executor, render_chunk, pages, task, progress)
    problems = [problem for result in results for problem in result.problems]
    if problems:
        raise ThemeError(problems)
    return [artifact for result in results for artifact in result.artifacts]


def render_chunk(task: RenderTask) -> RenderResult:
    """Render the pages of one task, in any process."""
    templates = _templates(task.templates, task.flat)
    staging, output = Path(task.staging), Path(task.output)
    artifacts, problems = [], []
    with StagingReader(staging) as reader:
        for number, page in enumerate(task.pages):
            context = _with_body(page, reader)
            try:
                data = templates.render(page.template, context, task.site).encode()
            except Exception as error:  # noqa: BLE001 - whatever a template raises is for its author to mend
                problems.append(_locate(error, page, dict(task.places)))
                continue
            artifacts.append(stage(data, file_of(page.route), f"{task.name}-{number}", staging, output))
    return RenderResult(artifacts=tuple(artifacts), problems=tuple(problems))


def stage(data: bytes, file: str, name: str, staging: Path, output: Path) -> Artifact:
    """Stage the bytes of an output file, unless it stands there already as it should."""
    try:
        with open(f"{output}/{file}", "rb") as published:  # noqa: PTH123 - a third of the time of Path, for each page
            is_there = published.read() == data
    except OSError:
        is_there = False
    if is_there:
        return Artifact(file=file, digest=digest(data), staged="")
    folder, _, leaf = file.rpartition("/")
    if folder and not os.path.isdir(f"{output}/{folder}"):  # noqa: PTH112 - as above
        # A folder that is new is staged whole: one move puts it in place, and the workers share the making.
        os.mkdir(f"{staging}/{name}")  # noqa: PTH102 - as above
        name = f"{name}/{leaf}"
    with open(f"{staging}/{name}", "wb") as staged:  # noqa: PTH123 - as above
        staged.write(data)
    return Artifact(file=file, digest=digest(data), staged=name)


def _with_body(page: Page, reader: StagingReader) -> PageContext:
    """The context as the template sees it: the text itself in place of its digest."""
    context: PageContext = page.context
    if not page.body or not isinstance(context, ArticlePage | TextPage):
        return context
    targets = context.targets
    text = reader.read(page.body).decode()
    return msgspec.structs.replace(context, body=Html(fill_references(text, lambda number: targets[number])))


@lru_cache(maxsize=2)
def _templates(sources: tuple[tuple[str, str], ...], flat: tuple[str, ...]) -> Templates:
    """The templates of a theme; each process keeps its own."""
    return Templates(dict(sources), flat)


def _locate(error: Exception, page: Page, places: Mapping[str, str]) -> Problem:
    """Where in which template a page could not be rendered, and which page it was."""
    name, line = page.template, 0
    trace = error.__traceback__
    while trace:
        # Jinja gives the innermost frames the names and lines of templates.
        if trace.tb_frame.f_code.co_filename in places:
            name, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    message = f"template {name}: {error} (while rendering /{page.route} of {page.origin.file})"
    return Problem(Location(places[name], line), message, "its first comment says what a template receives")
