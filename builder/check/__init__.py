"""What a build would not stop for, found before a reader does: each with file, line and mend.

`check_site` is the way in. It reads the site as a build does, with the same store, and writes nothing but that
store: `public/` stays as it is. Each check is a function of its own from records to problems.
"""

import asyncio
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

import msgspec

from builder.check.asking import Manners
from builder.check.authorities import find_unused_entries
from builder.check.dates import find_conflicts
from builder.check.duplicates import find_duplicates
from builder.check.external import ask_links, find_bad_links
from builder.check.findings import Findings, Group, ReviewEntry, ReviewNote, group_findings
from builder.check.links import ExternalLink, list_links
from builder.check.media import find_silent_images, find_unused
from builder.check.names import find_near_pairs
from builder.check.orphans import find_orphans
from builder.check.review_queue import list_queue
from builder.check.sources import find_gaps
from builder.check.tags import find_odd_tags
from builder.check.telling import tell_as_data, tell_as_lines
from builder.check.weight import find_heavy
from builder.config import Config, load_config
from builder.errors import Problem, ProblemsError
from builder.files import CACHE
from builder.pages import KnownPlan
from builder.processes import Workers, count_cores, few_cycle_searches
from builder.reading import Reading, plan_only, read_site
from builder.report import Options
from builder.staging import staging_folder
from builder.standing import OpenSite, open_site, today_in
from builder.stopwatch import SILENT, Reporter, Stopwatch
from builder.store import StoreDamagedError

__all__ = [
    "Findings",
    "Group",
    "Manners",
    "ReviewEntry",
    "ReviewNote",
    "check_site",
    "tell_as_data",
    "tell_as_lines",
]


Kinds = Iterator[tuple[str, Iterable[Problem]]]
"""Findings, each with its kind."""


def check_site(
    folder: Path,
    *,
    external: bool = False,
    review: bool = False,
    today: str | None = None,
    jobs: int | None = None,
    manners: Manners | None = None,
    reporter: Reporter = SILENT,
) -> Findings:
    """All that is wrong with a site, or doubtful, whether or not it would stop a build.

    `external` asks other hosts whether what is linked still stands, with the `manners` that are usual; `review`
    walks the review queue instead, drafts included. Raises ConfigError where there is no site, and BusyError
    where a build is running. What only the rendering of a page shows, a template that fails there, is left to
    the build.
    """
    began = time.perf_counter()
    config, problems = load_config(folder)
    options = Options(today=today or today_in(config.site.timezone), drafts=review)
    workers = Workers((config.build.jobs if jobs is None else jobs) or count_cores())
    with open_site(folder) as site, few_cycle_searches(), workers:

        def read_and_look(site: OpenSite) -> tuple[Findings, list[ExternalLink]]:
            with staging_folder(folder) as staging:
                reading = read_site(site, config, problems, options, staging, workers, Stopwatch(reporter))
                findings = _review(reading) if review else _look(site, config, reading, options, workers)
                return findings, _links_of(site, reading) if external else []

        try:
            findings, links = read_and_look(site)
        except StoreDamagedError:
            site.store.clear()
            findings, links = read_and_look(OpenSite(folder, site.store))
        except ProblemsError as error:
            findings, links = Findings(groups=group_findings(_by_file(error.problems))), []
    read = time.perf_counter()
    if links:
        # The site is free again: others may take long to answer.
        progress = partial(reporter.progress, "external")
        answers = asyncio.run(ask_links(folder, links, options.today or "", manners or Manners(), progress))
        asked = group_findings((kind, [one]) for kind, one in find_bad_links(folder, links, answers))
        findings = msgspec.structs.replace(findings, groups=findings.groups + asked)
    now = time.perf_counter()
    seconds = {"look": read - began, "external": now - read, "total": now - began}
    return msgspec.structs.replace(
        findings, seconds={name: round(taken, 3) for name, taken in seconds.items()}
    )


def _look(site: OpenSite, config: Config, reading: Reading, options: Options, workers: Executor) -> Findings:
    """What every check finds."""
    groups = group_findings(_all_checks(site, config, reading, options.today or "", workers))
    return Findings(articles=len(reading.content.articles), groups=groups)


def _review(reading: Reading) -> Findings:
    """The review queue, and beside it only what stops a build: what could not be read is in no queue."""
    errors = [
        (kind, [problem for problem in found if problem.severity == "error"])
        for kind, found in reading.findings.items()
    ]
    waiting = [("review", reading.findings["review"])]
    articles = reading.content.articles
    return Findings(
        articles=len(articles), groups=group_findings([*errors, *waiting]), review=list_queue(articles)
    )


def _links_of(site: OpenSite, reading: Reading) -> list[ExternalLink]:
    return list_links(site.folder, reading.records, reading.bodies, reading.content.authorities, site.store)


def _by_file(problems: Iterable[Problem]) -> Kinds:
    """Findings of a site whose site.toml cannot be used: with its own come those of the other files."""
    for problem in problems:
        folder = problem.where.file.partition("/")[0]
        yield {"content": "content", "templates": "theme"}.get(folder, "config"), [problem]


def _all_checks(site: OpenSite, config: Config, reading: Reading, today: str, workers: Executor) -> Kinds:
    """Every check, in turn: what a build says too, then what it would not."""
    content, bodies, library = reading.content, reading.bodies, reading.library
    articles, records = content.articles, reading.records
    read_html = reading.known_bodies.read_html
    yield from reading.findings.items()
    yield "pages", _outline(site, config, reading)
    yield "sources", find_gaps(articles)
    yield "dates", find_conflicts(articles, library.by_slug, today)
    yield "names", find_near_pairs(articles, content.authorities)
    yield "tags", find_odd_tags(library)
    yield "duplicates", find_duplicates(articles, bodies, site.store, workers)
    yield "orphans", find_orphans(records, bodies)
    yield "media", find_silent_images(records, bodies, read_html)
    yield "weight", find_heavy(site.folder, records, bodies, content.media)
    if not content.unread:
        # What could not be read may use them.
        yield "media", find_unused(content.media, records, bodies, config.theme)
        yield "authorities", find_unused_entries(site.folder, articles, content.authorities)


def _outline(site: OpenSite, config: Config, reading: Reading) -> tuple[Problem, ...]:
    """What only the plan of all pages shows; what the last build or the last check planned is not planned again."""
    store, plan = site.store, reading.plan
    built = KnownPlan(store, site.folder / config.build.output, plan.shared)
    checked = KnownPlan(store, site.folder / CACHE / "check", plan.shared)
    planned = plan_only(plan, built, checked)
    checked.remember({route: one for route, one in planned if not built.holds(route, one)})
    return plan.outline([page for _, one in planned for page in one.pages]).problems
