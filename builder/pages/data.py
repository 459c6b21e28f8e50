"""The data page: which files of the archive are meant for machines, and what each is for."""

from builder.attribution.exports import FORMATS
from builder.config import Config
from builder.pages.address import ATOM, SITE_ORIGIN, Addresses, Page
from builder.pages.checksums import CHECKSUMS
from builder.pages.contexts import DataFile, DataPage
from builder.pages.feeds import JSON
from builder.pages.originals import listing_routes
from builder.pages.records import RECORDS
from builder.pages.search import DESCRIPTION_ROUTE
from builder.report import Skipped

DATA_ROUTE = "data/"

WITHOUT_URL = "site.toml has no base_url, so there are no feeds, no sitemap.xml and no opensearch.xml"
WITHOUT_ADDRESS = "There are no feeds and no sitemap: this copy of the archive does not know its own address."


def plan_data(config: Config, addresses: Addresses, *, has_articles: bool) -> Page:
    """The data page; `has_articles` unless there is nothing to cite."""
    files = [
        DataFile(
            href=addresses.href(RECORDS),
            name=RECORDS,
            about="Every record: titles, sources, dates, rights. One JSON object a line, compressed; fields are "
            "called as in the archive's own files. Without texts.",
        ),
        DataFile(
            href=addresses.href(CHECKSUMS),
            name=CHECKSUMS,
            about="A BLAKE2b checksum of each file that the archive was made from. Who has these files proves with "
            "“b2sum --check checksums.txt” that they are the same.",
        ),
    ]
    if has_articles:
        files += [
            DataFile(
                href=addresses.href(route),
                name=route,
                about=f"Every original as {form.name}, for reference managers. Each article, tag, publication and "
                "author has its own beside its page.",
            )
            for form, route in zip(FORMATS, listing_routes(""), strict=True)
        ]
    if addresses.base_url:
        files += [
            DataFile(
                href=addresses.href(ATOM),
                name=ATOM,
                about="What was posted last, for feed readers. Each tag, publication and author has its own.",
            ),
            DataFile(href=addresses.href(JSON), name=JSON, about="The same as JSON Feed."),
            DataFile(
                href=addresses.href("sitemap.xml"), name="sitemap.xml", about="All pages, for search engines."
            ),
        ]
        if config.search.enabled:
            files.append(
                DataFile(
                    href=addresses.href(DESCRIPTION_ROUTE),
                    name=DESCRIPTION_ROUTE,
                    about="How to search the archive from a browser's address bar (OpenSearch).",
                )
            )
    context = DataPage(
        **addresses.frame(
            DATA_ROUTE, "Data", description="Files of the archive for machines", section="data"
        ),
        files=tuple(files),
        missing="" if addresses.base_url else WITHOUT_ADDRESS,
    )
    return Page(route=DATA_ROUTE, template="data.html", context=context, origin=SITE_ORIGIN)


def list_missing(base_url: str) -> tuple[Skipped, ...]:
    """What a site without an address lacks, for the report of the build."""
    return () if base_url else (Skipped(path="site.toml", reason=WITHOUT_URL, slug=""),)
