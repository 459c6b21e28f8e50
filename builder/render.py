"""One page to bytes; a template's closure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from functools import lru_cache
from pathlib import Path

import msgspec

from builder.artifacts import Artifact, KnownArtifacts, stage
from builder.chunks import run_in_chunks
from builder.errors import Location, Problem, ThemeError
from builder.explain import (
    Trace,
    Traces,
    explain,
    reasons_of,
    recall_traces,
    remember_traces,
    trace_fields,
    trace_site,
)
from builder.fingerprint import digest, fingerprint
from builder.markup.links import fill_references
from builder.pages.address import Page
from builder.pages.contexts import CONTEXTS, ArticlePage, Html, PageContext, Site, TextPage
from builder.report import Reason
from builder.routes import file_of
from builder.staging import StagingReader, StagingWriter
from builder.store import Store, StoreDamagedError
from builder.templating import Templates, close_templates
from builder.theme import Theme

encode = msgspec.msgpack.Encoder(order="deterministic").encode

MANY = 200
"""Pages of one template from which on flattening it costs less than it saves."""


class RenderTask(msgspec.Struct, frozen=True, kw_only=True):
    """Pages for one worker to render."""

    pages: tuple[Page, ...]
    fingerprints: tuple[str, ...]
    """Of all that each page is made from."""
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
    traces: tuple[bytes, ...]
    """A checksum for each field of each page's context."""
    problems: tuple[Problem, ...]


class Rendering(msgspec.Struct, frozen=True, kw_only=True):
    """All pages as artifacts."""

    artifacts: tuple[Artifact, ...]
    reasons: tuple[Reason, ...]
    """Of each page that was rendered now, why; the others stood in the output."""


def render_pages(
    pages: Sequence[Page],
    site: Site,
    theme: Theme,
    staging: Path,
    output: Path,
    store: Store,
    known: KnownArtifacts,
    executor: Executor,
    progress: Callable[[int, int], None],
) -> Rendering:
    """Render every page that does not stand in the output; raises ThemeError with all that failed."""
    closures = _closures(theme, store)
    prints = fingerprint_pages(pages, site, theme, closures)
    artifacts = {page.route: known.standing(file_of(page.route), prints[page.route]) for page in pages}
    changed = [page for page in pages if artifacts[page.route] is None]
    uses = Counter(page.template for page in changed)
    flat = tuple(name for name in sorted(uses) if uses[name] >= MANY)

    def task(number: int, chunk: tuple[Page, ...]) -> RenderTask:
        return RenderTask(
            pages=chunk,
            fingerprints=tuple(prints[page.route] for page in chunk),
            site=site,
            templates=tuple(theme.templates.items()),
            flat=flat,
            places=tuple(theme.places.items()),
            staging=str(staging),
            name=f"page-{number}",
            output=str(output),
        )

    ready = _stage_bodies(changed, staging, store)
    results = run_in_chunks(executor, render_chunk, ready, task, lambda page: f"/{page.route}", progress)
    problems = [problem for result in results for problem in result.problems]
    if problems:
        raise ThemeError(problems)
    _remember_pages(changed, store)
    fields = [trace for result in results for trace in result.traces]
    reasons = _explain(changed, fields, site, theme, closures, store, output)
    rendered = [artifact for result in results for artifact in result.artifacts]
    standing = [artifact for artifact in artifacts.values() if artifact]
    return Rendering(artifacts=(*standing, *rendered), reasons=reasons)


def fingerprint_pages(
    pages: Sequence[Page], site: Site, theme: Theme, closures: Mapping[str, tuple[str, ...]]
) -> dict[str, str]:
    """By route: the fingerprint of all that a page is made from: its context, the site, its templates."""
    sources = theme.templates
    shared = {
        name: encode((fingerprint(site), [(part, sources.get(part, "")) for part in closure]))
        for name, closure in closures.items()
    }
    prefixes = {name: digest(data).encode() for name, data in shared.items()}
    return {page.route: digest(prefixes[page.template] + encode(page.context)) for page in pages}


def _closures(theme: Theme, store: Store) -> dict[str, tuple[str, ...]]:
    """Parsing every template takes a while, so the store remembers what it gave."""
    key = f"closures {fingerprint(dict(theme.templates))}"
    if known := store.read_one("index", key):
        return msgspec.msgpack.decode(known, type=dict[str, tuple[str, ...]])
    closures = close_templates(theme)
    store.write("index", [(key, encode(closures))])
    return closures


def _explain(
    changed: Sequence[Page],
    fields: Sequence[bytes],
    site: Site,
    theme: Theme,
    closures: Mapping[str, tuple[str, ...]],
    store: Store,
    output: Path,
) -> tuple[Reason, ...]:
    """Why the changed pages were rendered; kept for who asks later."""
    if not changed:
        return ()
    old = recall_traces(store, output)
    shared = Traces(
        site=trace_site(site),
        templates={name: digest(text.encode()) for name, text in theme.templates.items()},
    )
    new = {
        page.route: Trace(type(page.context).__name__, page.template, str(page.origin), trace)
        for page, trace in zip(changed, fields, strict=True)
    }
    new = explain(old, new, shared, closures, CONTEXTS)
    remember_traces(store, output, msgspec.structs.replace(shared, pages=old.pages | new))
    return reasons_of(new, new)


def recall_pages(
    routes: Sequence[str], site: Site, theme: Theme, store: Store, known: KnownArtifacts
) -> list[Page]:
    """Pages of texts as they stand in the output, but for the place of their bodies; unknown ones are left out."""
    entries = store.read("page", routes)
    decode = msgspec.msgpack.Decoder(Page).decode
    try:
        pages = [decode(entries[route]) for route in routes if route in entries]
    except msgspec.MsgspecError as error:
        raise StoreDamagedError from error
    prints = fingerprint_pages(pages, site, theme, _closures(theme, store))
    return [page for page in pages if known.standing(file_of(page.route), prints[page.route])]


def _remember_pages(pages: Iterable[Page], store: Store) -> None:
    """Keep the pages of texts, so that one whose text alone changes need not be planned again."""
    own = (msgspec.structs.replace(page, body=None) for page in pages if page.body)
    store.write("page", ((page.route, encode(page)) for page in own))


def _stage_bodies(pages: Sequence[Page], staging: Path, store: Store) -> list[Page]:
    """The pages, each with its body staged: one that was not rendered now comes from the store."""
    waiting = [page.body.digest for page in pages if page.body and not page.body.file]
    if not waiting:
        return list(pages)
    bodies = store.read("html", waiting)
    with StagingWriter(staging, "html-store") as writer:
        staged = {name: writer.write(data) for name, data in bodies.items()}
    if len(staged) < len(set(waiting)):
        raise StoreDamagedError("the HTML of a known body is not there")
    return [
        msgspec.structs.replace(page, body=staged[page.body.digest])
        if page.body and not page.body.file
        else page
        for page in pages
    ]


def render_chunk(task: RenderTask) -> RenderResult:
    """Render the pages of one task, in any process."""
    templates = _templates(task.templates, task.flat)
    staging, output = Path(task.staging), Path(task.output)
    artifacts, traces, problems = [], [], []
    with StagingReader(staging) as reader:
        for number, page in enumerate(task.pages):
            context = _with_body(page, reader)
            try:
                data = templates.render(page.template, context, task.site).encode()
            except Exception as error:  # noqa: BLE001 - whatever a template raises is for its author to mend
                problems.append(_locate(error, page, dict(task.places)))
                continue
            traces.append(trace_fields(page.context))
            made_from = task.fingerprints[number]
            artifacts.append(
                stage(data, file_of(page.route), f"{task.name}-{number}", staging, output, made_from)
            )
    return RenderResult(artifacts=tuple(artifacts), traces=tuple(traces), problems=tuple(problems))


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
