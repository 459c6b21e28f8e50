"""Which other generator a folder was made for, so that who brings a site along hears more than what is missing."""

from collections.abc import Collection, Mapping
from pathlib import Path

FILES: Mapping[str, str] = {
    "hugo.toml": "Hugo",
    "hugo.yaml": "Hugo",
    "hugo.yml": "Hugo",
    "hugo.json": "Hugo",
    "archetypes": "Hugo",
    "_config.yml": "Jekyll",
    "_config.yaml": "Jekyll",
    "pelicanconf.py": "Pelican",
    ".eleventy.js": "Eleventy",
    "eleventy.config.js": "Eleventy",
    "eleventy.config.mjs": "Eleventy",
    "mkdocs.yml": "MkDocs",
    "docusaurus.config.js": "Docusaurus",
    "docusaurus.config.ts": "Docusaurus",
    "gatsby-config.js": "Gatsby",
    "astro.config.mjs": "Astro",
    "astro.config.ts": "Astro",
    "lektorproject": "Lektor",
    "wp-config.php": "WordPress",
}
"""Files and folders that one generator alone has, at the top of its site."""

KEYS: Mapping[str, str] = {
    "baseURL": "Hugo",
    "languageCode": "Hugo",
    "paginate": "Hugo",
    "taxonomies": "Hugo",
    "permalinks": "Hugo",
    "compile_sass": "Zola",
    "generate_feeds": "Zola",
    "build_search_index": "Zola",
    "SITEURL": "Pelican",
    "SITENAME": "Pelican",
    "collections_dir": "Jekyll",
    "kramdown": "Jekyll",
    "site_name": "MkDocs",
    "docs_dir": "MkDocs",
}
"""Keys that stand outermost in the settings of one generator alone."""

MOVING_IN = (
    "make a site with fonds new site DIR and bring the articles over: the guide has a page on moving in"
)


def recognise_folder(site: Path) -> str:
    """The name of the generator whose settings lie in a folder; empty where there are none that we know."""
    return next((name for file, name in FILES.items() if (site / file).exists()), "")


def recognise_keys(keys: Collection[str]) -> str:
    """The name of the generator whose keys these are; empty where they are nobody's that we know."""
    return next((KEYS[key] for key in keys if key in KEYS), "")
