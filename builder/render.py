"""One page to bytes; a template's closure."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import lru_cache
from pathlib import Path

import msgspec

from builder.artifacts import Artifact, KnownArtifacts, stage
from builder.attribution import cite, describe_head, write_json_ld
from builder.chunks import run_in_chunks
from builder.errors import Location, Problem
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
from builder.model import Blob
from builder.pages import KnownPlan, Page, Planned, PlannedPage, Sketch
from builder.pages.contexts import CONTEXTS, ArticlePage, Html, PageContext, Site, TextPage
from builder.report import Reason, TemplateTime
from builder.routes import file_of
from builder.staging import StagingReader, StagingWriter
from builder.store import Store, StoreDamagedError
from builder.templating import Templates, close_templates
from builder.theme import Theme

encode = msgspec.msgpack.Encoder(order="deterministic").encode


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A page that must be rendered: the fields of a Page, its context encoded once for all who need the bytes."""

    route: str
    template: str
    context: msgspec.Raw
    body: Blob | None
    origin: Location
    fingerprint: str = ""
    """Of all that it is made from."""


class RenderTask(msgspec.Struct, frozen=True, kw_only=True):
    """Pages for one worker to render."""

    pages: tuple[Drawn, ...]
    site: Site
    templates: tuple[tuple[str, str], ...]
    """Source of each template by name."""
    places: tuple[tuple[str, str], ...]
    """File of each template by name, for messages."""
    staging: str
    artifact_staging: str
    """Where it stages what it renders."""
    name: str
    """What the names of its staged files begin with."""
    output: str


class RenderResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker rendered."""

    artifacts: tuple[Artifact, ...]
    traces: tuple[bytes, ...]
    """A checksum for each field of each page's context."""
    seconds: dict[str, tuple[int, float]]
    """By template: how many pages, and how long they took."""
    problems: tuple[Problem, ...]


class Rendering(msgspec.Struct, frozen=True, kw_only=True):
    """All pages as artifacts, but for those that have problems."""

    artifacts: tuple[Artifact, ...]
    planned: tuple[tuple[str, Planned], ...]
    """What came of each sketch, by its route."""
    reasons: tuple[Reason, ...]
    """Of each page that was rendered now, why; the others stood in the output."""
    templates: tuple[TemplateTime, ...]
    """What they took."""
    problems: tuple[Problem, ...]


def render_pages(
    sketches: Iterable[Sketch],
    site: Site,
    theme: Theme,
    staging: Path,
    artifact_staging: Path,
    store: Store,
    known: KnownArtifacts,
    known_plan: KnownPlan | None,
    executor: Executor,
    progress: Callable[[int, int], None],
) -> Rendering:
    """Render every page that does not stand in the output. Pages are planned as they are needed."""
    closures = close_templates(theme, store)
    shared = _fingerprint_shared(site, theme, closures)
    templates, places = tuple(theme.templates.items()), tuple(theme.places.items())
    standing: list[Artifact] = []
    planned: list[tuple[str, Planned]] = []
    made: list[tuple[str, str, str, str]] = []

    def take_changed() -> Iterator[Drawn]:
        for sketch in sketches:
            if before := known_plan and known_plan.recall(sketch):
                artifacts = [known.standing(file_of(page.route), page.fingerprint) for page in before.pages]
                if all(artifacts):
                    standing.extend(filter(None, artifacts))
                    planned.append((sketch.route, before))
                    continue
            pages: list[PlannedPage] = []
            for page in sketch.plan():
                context = encode(page.context)
                made_from = digest(shared[page.template] + context)
                pages.append(PlannedPage(page.route, page.origin, page.context.noindex, made_from))
                if artifact := known.standing(file_of(page.route), made_from):
                    standing.append(artifact)
                    continue
                made.append((page.route, type(page.context).__name__, page.template, str(page.origin)))
                yield Drawn(
                    route=page.route,
                    template=page.template,
                    context=msgspec.Raw(context),
                    body=_place_body(page.body, store, shelf),
                    origin=page.origin,
                    fingerprint=made_from,
                )
            planned.append((sketch.route, Planned(sketch.made_from, tuple(pages))))

    def task(number: int, chunk: tuple[Drawn, ...]) -> RenderTask:
        _remember_pages(chunk, store)
        return RenderTask(
            pages=chunk,
            site=site,
            templates=templates,
            places=places,
            staging=str(staging),
            artifact_staging=str(artifact_staging),
            name=f"page-{number}",
            output=str(known.output),
        )

    with StagingWriter(staging, "html-store") as shelf:
        results = run_in_chunks(
            executor, render_chunk, take_changed(), task, lambda drawn: f"/{drawn.route}", progress
        )
    problems = tuple(problem for result in results for problem in result.problems)
    rendered = [artifact for result in results for artifact in result.artifacts]
    reasons: tuple[Reason, ...] = ()
    if not problems:
        fields = [trace for result in results for trace in result.traces]
        reasons = _explain(made, fields, site, theme, closures, store, known.output)
    return Rendering(
        artifacts=(*standing, *rendered),
        planned=tuple(planned),
        reasons=reasons,
        templates=_sum_times(result.seconds for result in results),
        problems=problems,
    )


def _sum_times(times: Iterable[Mapping[str, tuple[int, float]]]) -> tuple[TemplateTime, ...]:
    sums: dict[str, tuple[int, float]] = {}
    for template, (pages, seconds) in (item for chunk in times for item in chunk.items()):
        before = sums.get(template, (0, 0.0))
        sums[template] = before[0] + pages, before[1] + seconds
    dearest = sorted(sums.items(), key=lambda item: -item[1][1])
    return tuple(
        TemplateTime(template=template, pages=pages, seconds=round(seconds, 4))
        for template, (pages, seconds) in dearest
    )


def _fingerprint_shared(
    site: Site, theme: Theme, closures: Mapping[str, tuple[str, ...]]
) -> dict[str, bytes]:
    """By template: the digest of all that a page is made from beside its context: the site, its templates."""
    sources = theme.templates
    return {
        name: digest(
            encode((fingerprint(site), [(part, sources.get(part, "")) for part in closure]))
        ).encode()
        for name, closure in closures.items()
    }


def _explain(
    changed: Sequence[tuple[str, str, str, str]],
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
        route: Trace(kind, template, origin, trace)
        for (route, kind, template, origin), trace in zip(changed, fields, strict=True)
    }
    new = explain(old, new, shared, closures, CONTEXTS)
    remember_traces(store, output, old.renewed(shared, new))
    return reasons_of(new, new)


def recall_pages(
    routes: Sequence[str], site: Site, theme: Theme, store: Store, known: KnownArtifacts
) -> list[Page]:
    """Pages of texts as the last build made them, but for the place of their bodies; unknown ones are left out."""
    entries = store.read_records("page", routes, Page)
    pages = [entries[route] for route in routes if route in entries]
    shared = _fingerprint_shared(site, theme, close_templates(theme, store))
    return [
        page
        for page in pages
        if known.was_made_from(file_of(page.route), digest(shared[page.template] + encode(page.context)))
    ]


def _remember_pages(pages: Iterable[Drawn], store: Store) -> None:
    """Keep the pages of texts, so that one whose text alone changes need not be planned again."""
    own = (msgspec.structs.replace(page, body=None, fingerprint="") for page in pages if page.body)
    store.write("page", ((page.route, encode(page)) for page in own))


def _place_body(body: Blob | None, store: Store, shelf: StagingWriter) -> Blob | None:
    """The body of a page where workers find it: one of an earlier build is staged as the store has it."""
    if not body or body.file:
        return body
    data = store.read_one("html", body.digest)
    if data is None:
        raise StoreDamagedError("the HTML of a known body is not there")
    blob = shelf.write(data)
    shelf.flush()
    return blob


def render_page(page: Page, site: Site, theme: Theme, staging: Path) -> bytes:
    """The bytes of one page alone; what a template raises is raised."""
    with StagingReader(staging) as reader:
        context = _with_attribution(_with_body(page.context, page.body, reader))
    return _templates(tuple(theme.templates.items())).render(page.template, context, site).encode()


def render_chunk(task: RenderTask) -> RenderResult:
    """Render the pages of one task, in any process."""
    templates = _templates(task.templates)
    artifact_staging, output = Path(task.artifact_staging), Path(task.output)
    artifacts, traces, problems = [], [], []
    times: dict[str, tuple[int, float]] = {}
    with StagingReader(Path(task.staging)) as reader:
        for number, drawn in enumerate(task.pages):
            began = time.perf_counter()
            context = _with_attribution(_with_body(_decode_context(drawn.context), drawn.body, reader))
            try:
                data = templates.render(drawn.template, context, task.site).encode()
            except Exception as error:  # noqa: BLE001 - whatever a template raises is for its author to mend
                problems.append(_locate(error, drawn, dict(task.places)))
                continue
            pages, seconds = times.get(drawn.template, (0, 0.0))
            times[drawn.template] = pages + 1, seconds + time.perf_counter() - began
            traces.append(trace_fields(drawn.context, type(context)))
            name = f"{task.name}-{number}"
            file = file_of(drawn.route)
            artifacts.append(stage(data, file, name, artifact_staging, output, drawn.fingerprint))
    return RenderResult(
        artifacts=tuple(artifacts), traces=tuple(traces), seconds=times, problems=tuple(problems)
    )


_decode_context = msgspec.msgpack.Decoder(PageContext).decode


def _with_body(context: PageContext, body: Blob | None, reader: StagingReader) -> PageContext:
    """The context as the template sees it: the text itself in place of its digest."""
    if not body or not isinstance(context, ArticlePage | TextPage):
        return context
    targets = context.targets
    text = reader.read(body).decode()
    return msgspec.structs.replace(context, body=Html(fill_references(text, lambda number: targets[number])))


def _with_attribution(context: PageContext) -> PageContext:
    """The context with all that follows from the piece itself: to write it is work for all processes."""
    if not isinstance(context, ArticlePage):
        return context
    return msgspec.structs.replace(
        context,
        citations=cite(context.piece) if context.citation_files else (),
        head=describe_head(context.piece),
        json_ld=Html(write_json_ld(context.piece)),
    )


@lru_cache(maxsize=2)
def _templates(sources: tuple[tuple[str, str], ...]) -> Templates:
    """The templates of a theme; each process keeps its own."""
    return Templates(dict(sources))


def _locate(error: Exception, page: Drawn, places: Mapping[str, str]) -> Problem:
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
