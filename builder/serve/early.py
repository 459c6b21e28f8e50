"""Pages of texts that were just saved, before the build that will publish them has ended.

A build of a large archive also finds every file that changed, and writes the search index anew; somebody who waits
for a page need not wait for that. What is shown early is made as the build will make it, and only where nothing
but texts has changed; it is kept in memory, and given up when the build has ended.
"""

from collections.abc import Mapping
from pathlib import Path

from builder.artifacts import KnownArtifacts
from builder.config import load_config
from builder.errors import FondsError
from builder.files import CACHE
from builder.processes import Workers
from builder.render import render_page
from builder.report import Options
from builder.retouch import renew_pages
from builder.routes import file_of
from builder.serve.watching import Changed
from builder.staging import staging_folder
from builder.standing import open_store, recall_standing

MOST = 8
"""Files; of more nobody waits for one."""


def render_early(site: Path, options: Options, changed: Changed) -> Mapping[str, bytes]:
    """Pages of changed texts, by their file in the output; none where more may have changed than texts."""
    if not 0 < len(changed) <= MOST or not (site / CACHE).is_dir():
        return {}
    try:
        return _render(site, options, changed)
    except FondsError:
        # The build will meet it too, and tell it.
        return {}


def _render(site: Path, options: Options, changed: Changed) -> Mapping[str, bytes]:
    config, problems = load_config(site)
    with open_store(site) as store, staging_folder(site) as staging, Workers(1) as here:
        standing = recall_standing(store, options)
        if problems or not standing:
            return {}
        known = KnownArtifacts(store, Path(standing.output))
        renewed = renew_pages(site, config, standing, sorted(changed), known, store, staging, here)
        if not renewed or any(body.problems for body in renewed.bodies):
            return {}
        try:
            return {
                file_of(page.route): render_page(page, renewed.site, renewed.theme, staging)
                for page in renewed.pages
            }
        except Exception:  # noqa: BLE001 - the build will meet it too, and say in which template
            return {}
