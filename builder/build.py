"""The pipeline, in order, across processes.

content/ ─load→ Article ─┬─library→ Library ─pages→ Page ─render→ bytes ─publish→ public/
                         └─markup→ Body ───────────────┘
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from builder.artifacts import Artifact, KnownArtifacts, stage
from builder.config import Config, load_config
from builder.errors import ConfigError, ContentError, Location, Problem, disk_errors
from builder.files import CACHE, CONFIG_FILE
from builder.fingerprint import digest
from builder.freshness import KnownFiles, read_clock
from builder.library import build_library
from builder.load import Content, load_content
from builder.lock import lock_site
from builder.markup import forget_bodies, render_bodies
from builder.model import ContentRecord, MediaFile
from builder.pages import TextFile, plan_pages
from builder.processes import Workers, count_cores, few_cycle_searches
from builder.publish import publish
from builder.render import render_pages
from builder.report import Options, Report, Skipped
from builder.retouch import retouch
from builder.review import review_articles
from builder.staging import staging_folder
from builder.standing import Standing, find_changes, look_at_inputs, remember_report, today_in
from builder.stopwatch import SILENT, Reporter, Stopwatch
from builder.store import Store, StoreDamagedError
from builder.templating import check_templates
from builder.theme import Theme, load_theme
from builder.toolchain import fingerprint_toolchain


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be built, and where to."""

    site: Path
    config: Config
    problems: tuple[Problem, ...]
    """Of site.toml: with any of them only further problems are looked for."""
    output: Path
    options: Options


def build(site: Path, options: Options, reporter: Reporter = SILENT) -> Report:
    """Build the site in a folder: read all, plan all, render all, and only then publish.

    Raises ProblemsError with everything that must be mended, BusyError where another build is running, and
    PublishError where the disk or a worker fails; the output is as it was, unless it was the last step that
    failed: then it holds whole files, and the next build finishes the work.
    """
    clock = Stopwatch(reporter)
    config, problems = load_config(site)
    output = options.output or site / config.build.output
    problems += _check_output_folder(site, output)
    order = Order(site=site, config=config, problems=tuple(problems), output=output, options=options)
    jobs = config.build.jobs if options.jobs is None else options.jobs
    with (
        disk_errors(),
        few_cycle_searches(),
        lock_site(site / CACHE),
        Store(site / CACHE, fingerprint_toolchain()) as store,
        Workers(jobs or count_cores()) as workers,
    ):
        if options.clean:
            store.clear()
        try:
            return _retouch(order, store, workers, clock) or _run_pipeline(order, store, workers, clock)
        except StoreDamagedError:
            store.clear()
            return _run_pipeline(order, store, workers, clock)


def _retouch(order: Order, store: Store, workers: Workers, clock: Stopwatch) -> Report | None:
    """The short way, where nothing but texts has changed."""
    changes = find_changes(order.site, order.options, store)
    if order.problems or not changes:
        return None
    with staging_folder(order.site) as staging:
        clock.enter("render")
        report = retouch(order.site, order.config, changes, order.options, staging, store, workers)
    return msgspec.structs.replace(report, seconds=clock.stop()) if report else None


def _run_pipeline(order: Order, store: Store, workers: Workers, clock: Stopwatch) -> Report:
    """The whole way; raises StoreDamagedError where the store breaks its word, and it must begin anew."""
    site, config, output, options = order.site, order.config, order.output, order.options
    with staging_folder(site) as staging:
        inputs = KnownFiles(seen_at=read_clock(staging), states=look_at_inputs(site))
        today = options.today or today_in(config.site.timezone)
        drafts = options.drafts or config.build.drafts
        content = load_content(
            site,
            staging,
            store,
            workers,
            language=config.site.language,
            today=today,
            drafts=drafts,
            progress=clock.enter("load"),
        )
        records: tuple[ContentRecord, ...] = (*content.articles, *content.pages)
        rendered = render_bodies(
            records, config.markdown.engine, staging, store, workers, clock.enter("markup")
        )
        bodies = {record.file: body for record, body in zip(records, rendered, strict=True)}
        theme = load_theme(site)
        findings: list[Sequence[Problem]] = [
            order.problems,
            content.problems,
            [problem for body in rendered for problem in body.problems],
            list(review_articles(content.articles, strict=options.strict)),
            theme.problems,
            check_templates(theme),
        ]
        if order.problems:
            raise ConfigError(problem for group in findings for problem in group)
        clock.enter("pages")
        library = build_library(content.articles, content.authorities)
        plan = plan_pages(config, content, library, bodies, theme)
        findings.append(library.problems)
        if _are_fatal(findings, strict=options.strict):
            findings.append(plan.outline().problems)
            _refuse_problems(findings, strict=options.strict)
        known = KnownArtifacts(store, output)
        rendering = render_pages(
            plan.walk(), plan.site, theme, staging, output, store, known, workers, clock.enter("render")
        )
        outline = plan.outline()
        findings += [outline.problems, rendering.problems]
        warnings = _refuse_problems(findings, strict=options.strict)
        files = _stage_files(site, plan.media, outline.files, theme, staging, output, known)
        artifacts = [*rendering.artifacts, *files]
        clock.enter("publish")
        published = publish(artifacts, staging, output)
        known.remember(artifacts)
        report = Report(
            articles=sum(article.status != "withdrawn" for article in content.articles),
            pages=outline.pages,
            rendered=len(rendering.reasons),
            written=published.written,
            deleted=published.deleted,
            skipped=_left_out(content),
            warnings=warnings,
            seconds=clock.stop(),
        )
        standing = Standing(
            output=str(output),
            inputs=inputs,
            timezone=config.site.timezone,
            newest_posted=content.newest_posted,
            next_posted=content.next_posted,
            digests=dict(content.digests),
            site=msgspec.msgpack.encode(plan.site),
            report=report,
        )
        remember_report(store, options, standing)
        report = msgspec.structs.replace(report, reasons=rendering.reasons)
        forget_bodies(records, config.markdown.engine, rendered, store)
    return report


def _stage_files(
    site: Path,
    media_files: Sequence[MediaFile],
    text_files: Sequence[TextFile],
    theme: Theme,
    staging: Path,
    output: Path,
    known: KnownArtifacts,
) -> Iterator[Artifact]:
    """What needs no template: assets, media, files for machines."""
    files = [(asset.route, asset.data) for asset in theme.assets.values()]
    files += [(file.route, file.data) for file in text_files]
    for number, (route, data) in enumerate(files):
        made_from = digest(data)
        yield known.standing(route, made_from) or stage(
            data, route, f"file-{number}", staging, output, made_from
        )
    for number, media in enumerate(media_files):
        standing = known.standing(media.route, media.digest)
        yield standing or stage(
            (site / media.file).read_bytes(), media.route, f"media-{number}", staging, output, media.digest
        )


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
    if (
        place == home
        or place in home.parents
        or any(place == source or source in place.parents for source in sources)
    ):
        message = f"the output folder {output} would be written over the site's own files"
        return [Problem(Location(CONFIG_FILE), message, 'write output = "public"')]
    return []
