"""The pipeline, in order, across processes.

content/ ─load→ Article ─┬─library→ Library ─pages→ Page ─render→ bytes ─┬─publish→ public/
                         └─markup→ Body ────┬──────────┘                │
                                            └─search→ index files ──────┘
"""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

import msgspec

from builder.artifacts import Artifact
from builder.config import Config, load_config
from builder.errors import ContentError, Location, Problem
from builder.explain import forget_traces
from builder.exports import stage_exports
from builder.files import CACHE, CONFIG_FILE, PREVIEW
from builder.load import Content
from builder.other_files import stage_files
from builder.pages import KnownPlan
from builder.processes import Workers, count_cores, few_cycle_searches
from builder.publish import publish
from builder.reading import plan_only, read_site
from builder.render import render_pages
from builder.report import Options, Report, Skipped
from builder.retouch import retouch
from builder.search import SearchIndex, list_documents
from builder.staging import artifact_folder, staging_folder
from builder.standing import OpenSite, Standing, find_changes, open_site, remember_report
from builder.stopwatch import SILENT, Reporter, Stopwatch
from builder.store import StoreDamagedError


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be built, and where to."""

    config: Config
    problems: tuple[Problem, ...]
    """Of site.toml: with any of them only further problems are looked for."""
    output: Path
    options: Options


def build(folder: Path, options: Options, reporter: Reporter = SILENT) -> Report:
    """Build the site in a folder: read all, plan all, render all, and only then publish.

    Raises ProblemsError with everything that must be mended, BusyError where another build is running, and
    PublishError where the disk or a worker fails; the output is as it was, unless it was the last step that
    failed: then it holds whole files, and the next build finishes the work.
    """
    load_config(folder)
    with open_site(folder) as site:
        return build_open(site, options, reporter)


def build_open(site: OpenSite, options: Options, reporter: Reporter = SILENT) -> Report:
    """The same for a site that this process has opened already."""
    clock = Stopwatch(reporter)
    config, problems = load_config(site.folder)
    output = options.output or site.folder / config.build.output
    problems += _check_output_folder(site.folder, output)
    order = Order(config=config, problems=tuple(problems), output=output, options=options)
    jobs = config.build.jobs if options.jobs is None else options.jobs
    with few_cycle_searches(), Workers(jobs or count_cores()) as workers:
        if options.clean:
            site.store.clear()
        try:
            return _retouch(order, site, workers, clock) or _run_pipeline(order, site, workers, clock)
        except StoreDamagedError:
            site.store.clear()
            return _run_pipeline(order, OpenSite(site.folder, site.store), workers, clock)


def _retouch(order: Order, site: OpenSite, workers: Workers, clock: Stopwatch) -> Report | None:
    """The short way, where nothing but texts has changed."""
    changes = find_changes(site, order.options)
    if order.problems or not changes:
        return None
    with staging_folder(site.folder) as staging:
        clock.enter("render")
        report = retouch(site, order.config, changes, order.options, staging, workers)
    return msgspec.structs.replace(report, seconds=clock.stop()) if report else None


def _run_pipeline(order: Order, site: OpenSite, workers: Workers, clock: Stopwatch) -> Report:
    """The whole way; raises StoreDamagedError where the store breaks its word, and it must begin anew."""
    config, output, options, store = order.config, order.output, order.options, site.store
    with staging_folder(site.folder) as staging, ExitStack() as later:
        reading = read_site(site, config, order.problems, options, staging, workers, clock)
        content, library, theme, plan = reading.content, reading.library, reading.theme, reading.plan
        findings = list(reading.findings.values())
        if _are_fatal(findings, strict=options.strict):
            planned = [page for _, one in plan_only(plan) for page in one.pages]
            findings.append(plan.outline(planned).problems)
            _refuse_problems(findings, strict=options.strict)
        known = site.known_artifacts(output)
        known_plan = KnownPlan(store, output, plan.shared)
        # Not before, so that a build that fails for its content touches nothing of the output.
        artifact_staging = later.enter_context(artifact_folder(output, staging))
        rendering = render_pages(
            plan.sketches,
            plan.site,
            theme,
            staging,
            artifact_staging,
            store,
            known,
            known_plan,
            workers,
            clock.enter("render"),
        )
        pages = [page for _, planned in rendering.planned for page in planned.pages]
        outline = plan.outline(pages)
        findings += [outline.problems, rendering.problems]
        warnings = _refuse_problems(findings, strict=options.strict)
        clock.enter("search")
        found_by: list[Artifact] = []
        if config.search.enabled:
            documents = list_documents(library, reading.bodies)
            found_by = SearchIndex(store, known, config).stage(documents, artifact_staging)
        citations = stage_exports(
            plan.originals,
            plan.cited,
            staging,
            artifact_staging,
            known,
            workers,
            clock.enter("exports"),
        )
        assets = theme.assets.values()
        files = stage_files(site.folder, plan.media, outline.files, assets, artifact_staging, known)
        artifacts = [*rendering.artifacts, *files, *found_by, *citations]
        clock.enter("publish")
        published = publish(artifacts, artifact_staging, output)
        known.remember(artifacts)
        known_plan.remember(dict(rendering.planned))
        report = Report(
            articles=sum(article.status != "withdrawn" for article in content.articles),
            pages=len(pages),
            rendered=len(rendering.reasons),
            written=published.written,
            deleted=published.deleted,
            skipped=tuple(sorted([*_left_out(content), *plan.missing])),
            warnings=warnings,
            seconds=clock.stop(),
        )
        standing = Standing(
            output=str(output),
            inputs=reading.seen,
            timezone=config.site.timezone,
            newest_posted=content.newest_posted,
            next_posted=content.next_posted,
            digests=dict(content.digests),
            site=msgspec.msgpack.encode(plan.site),
            report=report,
        )
        remember_report(store, options, standing)
        report = msgspec.structs.replace(report, reasons=rendering.reasons, templates=rendering.templates)
        reading.known_bodies.forget_others(reading.bodies.values())
        forget_traces(store, output, {artifact.file for artifact in artifacts})
    return report


def _are_fatal(findings: Iterable[Sequence[Problem]], *, strict: bool) -> bool:
    """Whether there are errors among all findings, or warnings under `strict`."""
    return any(problem.severity == "error" or strict for group in findings for problem in group)


def _refuse_problems(findings: Sequence[Sequence[Problem]], *, strict: bool) -> tuple[Problem, ...]:
    """The warnings among all findings; raises ContentError where there are errors, or warnings under `strict`."""
    problems = sorted({problem for group in findings for problem in group})
    if _are_fatal(findings, strict=strict):
        raise ContentError(problems)
    return tuple(problems)


def _left_out(content: Content) -> tuple[Skipped, ...]:
    """Content files of which no text is published, and why."""
    withdrawn = (
        Skipped(path=article.file, reason="withdrawn: its page says so", slug=article.slug)
        for article in content.articles
        if article.status == "withdrawn"
    )
    return tuple(sorted([*content.skipped, *withdrawn]))


def _check_output_folder(site: Path, output: Path) -> list[Problem]:
    """A problem where writing the site would bury its sources."""
    place, home = output.resolve(), site.resolve()
    sources = [home / name for name in ("content", "templates", CACHE)]
    if place == home / PREVIEW:
        return []
    if (
        place == home
        or place in home.parents
        or any(place == source or source in place.parents for source in sources)
    ):
        message = f"the output folder {output} would be written over the site's own files"
        return [Problem(Location(CONFIG_FILE), message, 'write output = "public"')]
    return []
