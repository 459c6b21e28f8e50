"""How pages are addressed and framed: hrefs by the site's URL style, permalinks, what every page has."""

from collections.abc import Sequence
from typing import TypedDict

import msgspec

from builder.errors import Location
from builder.model import Blob
from builder.pages.contexts import Link, PageContext
from builder.pages.words import direction_of
from builder.routes import UrlStyle, href_of, root_of

ATOM = "feed.atom"
"""The name of an Atom feed, beside the page that it is of."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A planned output: where, by which template, of what."""

    route: str
    template: str
    context: PageContext
    body: Blob | None = None
    """The staged text that the template shows."""
    origin: Location
    """Who wants it: a content file, or `site.toml` for pages that exist by themselves."""


class FrameFields(TypedDict):
    """The fields of a Frame, to be unpacked into any page context."""

    root: str
    title: str
    description: str
    canonical: str
    noindex: bool
    section: str
    language: str
    direction: str
    trail: tuple[Link, ...]


class Addresses(msgspec.Struct, frozen=True, kw_only=True):
    """The addresses of one site."""

    style: UrlStyle
    base_url: str
    """Ends with `/`, or is empty."""
    language: str

    def href(self, route: str) -> str:
        """A route as a link relative to the site's root."""
        return href_of(route, self.style)

    def permalink(self, route: str) -> str:
        """The absolute promised URL, the same in both styles; empty where the site has none."""
        return self.base_url + href_of(route, "pretty") if self.base_url else ""

    def feed(self, route: str) -> str:
        """Href of the Atom feed of a route; empty where the site has no URL, and so no feeds."""
        return self.href(f"{route}{ATOM}") if self.base_url else ""

    def link(self, text: str, route: str) -> Link:
        """A link to a page of this site."""
        return Link(text=text, href=self.href(route) or "./")

    def frame(
        self,
        route: str,
        title: str,
        *,
        description: str = "",
        section: str = "",
        language: str = "",
        noindex: bool = False,
        trail: Sequence[Link] = (),
    ) -> FrameFields:
        """What every page has; the language is the site's where none is given."""
        language = language or self.language
        return FrameFields(
            root=root_of(route),
            title=title,
            description=description,
            canonical=self.permalink(route),
            noindex=noindex,
            section=section,
            language=language,
            direction=direction_of(language),
            trail=tuple(trail),
        )


SITE_ORIGIN = Location("site.toml")
