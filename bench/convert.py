"""A generated archive as the content of other generators: the same Markdown, each with its own front matter.

No page shows more of a date than is known, but every peer sorts by a whole day: it gets the first possible one.
"""

import calendar
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec
import yaml

BENCH = Path(__file__).resolve().parent
PEERS = BENCH / "peers"
ASSETS = BENCH.parent / "templates" / "assets"

GENRES = {"newspaper": "Newspaper article"}
"""The words for the kinds that bench/generate.py writes."""


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """An article of a generated archive, for any generator."""

    file: str
    """Relative to the folder of articles."""
    title: str
    authors: tuple[str, ...]
    publication: str
    published: str
    """As written: `1916-10-17`, `1916-10`, `1916` or `1916~`."""
    posted: str
    original_url: str
    kind: str
    page: str
    tags: tuple[str, ...]
    body: str

    @property
    def slug(self) -> str:
        """Its name in URLs."""
        return Path(self.file).stem

    @property
    def periods(self) -> list[str]:
        """Where it stands in the archive of dates: `1916`, `1916-10`, `1916-10-17`, as deep as its date goes."""
        parts = self.published.rstrip("~").split("-")
        return ["-".join(parts[:depth]) for depth in range(1, len(parts) + 1)]

    @property
    def first_day(self) -> str:
        """The first day that its date can mean."""
        parts = self.published.rstrip("~").split("-")
        return "-".join([*parts, "01", "01"][:3])


def read_archive(archive: Path) -> Iterator[Article]:
    """The articles of a generated archive, in the order of their files."""
    folder = archive / "content" / "articles"
    for path in sorted(folder.rglob("*.md")):
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        fields = yaml.load(head, Loader=yaml.CBaseLoader)  # noqa: S506 - it makes text only
        yield msgspec.convert({**fields, "file": path.relative_to(folder).as_posix(), "body": body}, Article)


def lay_out_fonds(archive: Path, site: Path) -> None:
    """A copy of the archive as it is."""
    shutil.copytree(archive, site)


def lay_out_commonmark(archive: Path, site: Path) -> None:
    """The archive, its Markdown read by the faster engine."""
    shutil.copytree(archive, site)
    with (site / "site.toml").open("a", encoding="utf-8") as config:
        config.write('\n[markdown]\nengine = "commonmark"\n')


def lay_out_hugo(archive: Path, site: Path) -> None:
    """A site for Hugo."""
    _copy_skeleton("hugo", site, "static/assets")
    dates = site / "content" / "dates"
    dates.mkdir(parents=True)
    (dates / "_index.md").write_text(_with_yaml({"title": "Dates"}, ""), encoding="utf-8")
    for article in read_archive(archive):
        folder = dates
        for period in article.periods:
            folder /= period[-2:] if "-" in period else period
            if not folder.is_dir():
                folder.mkdir()
                index = _with_yaml({"title": name_period(period)}, "")
                (folder / "_index.md").write_text(index, encoding="utf-8")
        (folder / f"{article.slug}.md").write_text(write_for_hugo(article), encoding="utf-8")


def lay_out_pelican(archive: Path, site: Path) -> None:
    """A site for Pelican."""
    _copy_skeleton("pelican", site, "content/assets")
    _write_articles(archive, site / "content" / "articles", write_for_pelican)


def lay_out_eleventy(archive: Path, site: Path) -> None:
    """A site for Eleventy."""
    _copy_skeleton("eleventy", site, "assets")
    _write_articles(archive, site / "content" / "articles", write_for_eleventy)


def name_period(period: str) -> str:
    """`1916`, `October 1916` or `17 October 1916`."""
    year, *rest = period.split("-")
    words = [calendar.month_name[int(rest[0])]] if rest else []
    days = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*days, *words, year])


def _copy_skeleton(peer: str, site: Path, assets: str) -> None:
    shutil.copytree(PEERS / peer, site)
    # The search of Fonds is none of theirs.
    shutil.copytree(ASSETS, site / assets, ignore=shutil.ignore_patterns("search"))


def _write_articles(archive: Path, folder: Path, write: Callable[[Article], str]) -> None:
    for article in read_archive(archive):
        target = folder / article.file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(write(article), encoding="utf-8")


def write_for_hugo(article: Article) -> str:
    """YAML with a list of terms for each taxonomy; where the article stands by date is its folder."""
    return _with_yaml(
        {
            "title": article.title,
            "date": article.first_day,
            "authors": article.authors,
            "publications": [article.publication],
            "tags": article.tags,
            "printed": article.published,
            "posted": article.posted,
            "original": article.original_url,
            "genre": GENRES[article.kind],
            "where": article.page,
        },
        article.body,
    )


def write_for_eleventy(article: Article) -> str:
    """YAML; of these keys only `title`, `date` and `tags` mean something to Eleventy itself."""
    return _with_yaml(
        {
            "title": article.title,
            "date": article.first_day,
            "authors": article.authors,
            "publication": article.publication,
            "periods": article.periods,
            "tags": article.tags,
            "printed": article.published,
            "posted": article.posted,
            "original": article.original_url,
            "genre": GENRES[article.kind],
            "where": article.page,
        },
        article.body,
    )


def write_for_pelican(article: Article) -> str:
    """Lines of metadata; a publication is a category, and the periods come from the date."""
    fields = {
        "Title": article.title,
        "Date": article.first_day,
        "Slug": article.slug,
        "Authors": "; ".join(article.authors),
        "Category": article.publication,
        "Tags": ", ".join(article.tags),
        "Printed": article.published,
        "Posted": article.posted,
        "Original": article.original_url,
        "Genre": GENRES[article.kind],
        "Where": article.page,
    }
    head = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"{head}\n{article.body}"


def _with_yaml(fields: Mapping[str, object], body: str) -> str:
    """Front matter whose values are written as JSON, which is YAML."""
    head = "".join(f"{name}: {_as_yaml(name, value)}\n" for name, value in fields.items())
    return f"---\n{head}---\n{body}"


def _as_yaml(name: str, value: object) -> str:
    # In quotes a date would be a text, which Eleventy refuses to sort by.
    return str(value) if name == "date" else json.dumps(value, ensure_ascii=False)
