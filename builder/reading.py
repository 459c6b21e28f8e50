"""The first half of the pipeline: all that a site holds, read and planned, before anything is rendered."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path

import msgspec

from builder.config import Config
from builder.errors import ConfigError, Problem
from builder.freshness import KnownFiles
from builder.languages import choose_stemmers
from builder.library import Library, build_library
from builder.load import Content, load_content
from builder.markup import KnownBodies, render_bodies
from builder.model import Body, ContentRecord
from builder.pages import KnownPlan, Page, Plan, Planned, PlannedPage, plan_pages
from builder.report import Options
from builder.review import review_articles
from builder.spelling import find_near_names
from builder.standing import OpenSite, today_in
from builder.stopwatch import Stopwatch
from builder.templating import check_templates
from builder.theme import Theme, load_theme


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of a site, and what is planned of it."""

    seen: KnownFiles
    """The files of the site as they were before any was read."""
    content: Content
    known_bodies: KnownBodies
    bodies: Mapping[str, Body]
    """By content file."""
    library: Library
    theme: Theme
    plan: Plan
    findings: Mapping[str, Sequence[Problem]]
    """Errors and warnings by where they were found, but for those that only the plan of all pages shows."""

    @property
    def records(self) -> tuple[ContentRecord, ...]:
        """All content files that are published."""
        return (*self.content.articles, *self.content.pages)


def read_site(
    site: OpenSite,
    config: Config,
    problems: Sequence[Problem],
    options: Options,
    staging: Path,
    workers: Executor,
    clock: Stopwatch,
) -> Reading:
    """Read all that a site holds; `problems` are those of site.toml.

    With any of them only further problems are looked for, and all are raised as a ConfigError. Raises
    StoreDamagedError where the store breaks its word.
    """
    store = site.store
    seen = KnownFiles(seen_at=site.clock, states=site.inputs)
    content = load_content(
        site.folder,
        staging,
        store,
        workers,
        seen=seen,
        language=config.site.language,
        today=options.today or today_in(config.site.timezone),
        drafts=options.drafts or config.build.drafts,
        progress=clock.enter("load"),
    )
    records: tuple[ContentRecord, ...] = (*content.articles, *content.pages)
    known_bodies = KnownBodies(records, config.markdown.engine, store)
    rendered = render_bodies(known_bodies, staging, workers, clock.enter("markup"))
    bodies = {record.file: body for record, body in zip(records, rendered, strict=True)}
    theme = load_theme(site.folder)
    findings: dict[str, Sequence[Problem]] = {
        "config": problems,
        "content": content.problems,
        "texts": [problem for body in rendered for problem in body.problems],
        "review": list(review_articles(content.articles, strict=options.strict)),
        "names": list(find_near_names(content.articles, content.authorities)),
        "theme": [*theme.problems, *check_templates(theme, store)],
    }
    if problems:
        raise ConfigError(problem for group in findings.values() for problem in group)
    clock.enter("pages")
    library = build_library(content.articles, content.authorities, store)
    theme = theme.with_stemmers(choose_stemmers(article.language for article in library.searched))
    plan = plan_pages(config, content, library, bodies, known_bodies.read_html, theme)
    return Reading(
        seen=seen,
        content=content,
        known_bodies=known_bodies,
        bodies=bodies,
        library=library,
        theme=theme,
        plan=plan,
        findings={**findings, "terms": library.problems},
    )


def plan_only(plan: Plan, *known_plans: KnownPlan) -> list[tuple[str, Planned]]:
    """What comes of each sketch, by its route, for the problems that only all pages show; nothing is rendered.

    What was planned before from the same is not planned again.
    """
    planned: list[tuple[str, Planned]] = []
    for sketch in plan.sketches:
        known = next(filter(None, (known_plan.recall(sketch) for known_plan in known_plans)), None)
        planned.append(
            (sketch.route, known or Planned(sketch.made_from, tuple(map(_unrendered, sketch.plan()))))
        )
    return planned


def _unrendered(page: Page) -> PlannedPage:
    return PlannedPage(page.route, page.origin, page.context.noindex, "")
