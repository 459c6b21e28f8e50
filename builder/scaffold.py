"""New sites and new articles: files to begin with, which explain themselves."""

import json
import os
import re
from pathlib import Path

from builder.config import load_config
from builder.errors import ConfigError, ScaffoldError
from builder.files import CONFIG_FILE
from builder.load.article import slug_of_file
from builder.slugs import slugify

STARTER = Path(__file__).parent / "starter"
_NAMES = {"gitignore": ".gitignore"}
"""Files that have other names in the package, where they would do what they say."""
_TITLE = 'title = "My archive"'


def make_site(folder: Path) -> list[Path]:
    """Fill an empty or new folder with a site that builds at once; gives the files that were made.

    Raises ScaffoldError where the folder holds anything.
    """
    if folder.is_dir() and any(folder.iterdir()):
        raise ScaffoldError(f"{folder} is not empty: name a folder that does not exist yet")
    if folder.exists() and not folder.is_dir():
        raise ScaffoldError(f"{folder} is a file: name a folder that does not exist yet")
    title = " ".join(re.split(r"[-_\s]+", folder.resolve().name)).strip()
    made = []
    for source in sorted(path for path in STARTER.rglob("*") if path.is_file()):
        place = source.relative_to(STARTER)
        target = folder / place.with_name(_NAMES.get(place.name, place.name))
        text = source.read_text(encoding="utf-8")
        if place.name == CONFIG_FILE and title:
            text = text.replace(_TITLE, f"title = {_quoted(title[0].upper() + title[1:])}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        made.append(target)
    for name in ("content/media", "templates"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    return made


def make_article(site: Path, title: str, today: str, *, publication: str = "", url: str = "") -> Path:
    """A draft with a commented head, under a slug that no other article's file has; `today` is an ISO day.

    Raises ScaffoldError where there is no site or no title, and ConfigError where site.toml is broken.
    """
    if not (site / CONFIG_FILE).is_file():
        raise ScaffoldError(
            f"there is no {CONFIG_FILE} in {site}: go to your site's folder, or name it with --site"
        )
    problems = [problem for problem in load_config(site)[1] if problem.severity == "error"]
    if problems:
        raise ConfigError(problems)
    words = " ".join(title.split())
    if not words:
        raise ScaffoldError('an article needs a title, such as fonds new article "A bridge reopens"')
    if url and not re.match(r"https?://[^\s/]", url):
        raise ScaffoldError(f"{url} is no web address: it begins with https:// or http://")
    folder = site / "content" / "articles"
    folder.mkdir(parents=True, exist_ok=True)
    taken = {slug_of_file(path.name) for path in folder.rglob("*") if path.suffix in (".md", ".txt")}
    # A title of signs alone makes no slug.
    first = slugify(words) or f"article-{today}"
    slug, number = first, 2
    while slug in taken:
        slug, number = f"{first}-{number}", number + 1
    place = folder / f"{slug}.md"
    with place.open("x", encoding="utf-8") as file:
        file.write(_head(words, today, publication, url))
    return place


def _head(title: str, today: str, publication: str, url: str) -> str:
    known = f"publication: {_quoted(publication)}" if publication else '# publication: "The Herald"'
    original = (
        f"original_url: {_quoted(url)}" if url else "# original_url: https://herald.example/1916/bridge"
    )
    return f"""---
title: {_quoted(title)}
# deck: What stands below the title
status: draft                     # delete this line to publish the article
posted: {today}                # the day on which this archive posts it

# Where it first appeared. Leave out what is not known: the page will say so.
{known}
# published: 1916-10-17           # or 1916-10, 1916?, 1916~ (about), 198X, 1916-10/1916-12, unknown
# published_as: "Tuesday, Oct. 17, 1916"
# authors: ["Ada Example"]        # none: unsigned; {{literal: "Harbour Board"}} for a body
# byline: "By ADA EXAMPLE"
# kind: newspaper                 # magazine journal essay report web interview speech letter book-excerpt original
# page: A1
{original}
# archived: [{{url: "https://web.archive.org/…", date: 2016-10-18}}]
# rights: {{basis: permission, holder: "The Herald"}}    # licence, permission, public-domain, fair-use, unknown

# How it is found here.
# tags: [bridges, towns/plainview]
# summary: One sentence for listings
# note: A remark of yours, set apart from the text
---

Write or paste the text here.
"""


def _quoted(text: str) -> str:
    """Text in quotation marks, as YAML and TOML both read it."""
    return json.dumps(text.replace(os.linesep, " "), ensure_ascii=False)
