"""One page to bytes; a template's closure."""

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from functools import lru_cache
from pathlib import Path

import jinja2
import msgspec
from jinja2 import meta, nodes

from builder.chunks import run_in_chunks
from builder.errors import Location, Problem, ThemeError
from builder.fingerprint import digest
from builder.markup.links import fill_references
from builder.pages.address import Page
from builder.pages.contexts import ArticlePage, Html, PageContext, Site, TextPage
from builder.routes import file_of
from builder.staging import StagingReader
from builder.theme import Theme

VARIABLES = frozenset({"page", "site"})
"""All that a template may name: whatever else it read, a build could not know of."""


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


def check_templates(theme: Theme) -> list[Problem]:
    """What is wrong with templates before any page is rendered: syntax, and what they must not name."""
    environment = _environment(tuple(theme.templates.items()))
    problems: list[Problem] = []
    for name, source in theme.templates.items():
        where = theme.places[name]
        try:
            tree = environment.parse(source, name)
            unknown = sorted(meta.find_undeclared_variables(tree) - VARIABLES - _own_names(tree))
        except jinja2.TemplateError as error:
            line = getattr(error, "lineno", None) or 0
            message = f"template {name}: {error.message or error}"
            problems.append(
                Problem(Location(where, line), message, "see https://jinja.palletsprojects.com/templates")
            )
            continue
        if unknown:
            message = f"template {name} names {', '.join(unknown)}"
            problems.append(Problem(Location(where), message, "a template knows `page` and `site` only"))
        for reference in meta.find_referenced_templates(tree):
            if reference is None:
                message = f"template {name} includes a template that is not named literally"
                problems.append(Problem(Location(where), message, 'write {% include "parts/name.html" %}'))
            elif reference not in theme.templates:
                message = f"template {name} needs {reference}, which does not exist"
                problems.append(Problem(Location(where), message, "make it, or mend the name"))
    return problems


def _own_names(tree: nodes.Template) -> set[str]:
    """What a template imports or defines: its blocks know these, though Jinja's own search does not see it."""
    names = {node.name for node in tree.find_all(nodes.Macro)}
    names |= {node.target for node in tree.find_all(nodes.Import)}
    for node in tree.find_all(nodes.FromImport):
        names |= {name if isinstance(name, str) else name[1] for name in node.names}
    return names


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

    def task(number: int, chunk: tuple[Page, ...]) -> RenderTask:
        return RenderTask(
            pages=chunk,
            site=site,
            templates=templates,
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
    environment = _environment(task.templates)
    staging, output = Path(task.staging), Path(task.output)
    artifacts, problems = [], []
    with StagingReader(staging) as reader:
        for number, page in enumerate(task.pages):
            context = _with_body(page, reader)
            try:
                data = environment.get_template(page.template).render(page=context, site=task.site).encode()
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
def _environment(templates: tuple[tuple[str, str], ...]) -> jinja2.Environment:
    """The environment of a theme; each process keeps its own, as compiling templates is slow."""
    sources = dict(templates)

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        # The name stands in for a file name, so that a traceback says in which template it was.
        return (sources[name], name, lambda: True) if name in sources else None

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
        auto_reload=False,
    )
    environment.globals.clear()
    return environment


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
