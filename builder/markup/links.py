"""Links and images of a text: to this archive, to the piece's old site, to other sites.

What only the whole archive can resolve is written as `ref:N` and listed as a Reference; `fill_references` puts
the targets in when the page is rendered.
"""

import html
import posixpath
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from urllib.parse import unquote, urljoin, urlsplit

import msgspec

from builder.errors import Location, Problem, Severity
from builder.markup.plain import text_of
from builder.markup.sanitise import SCHEMES, body_id
from builder.model import Reference, ReferenceKind

_ANCHOR = re.compile(r"<a((?: [^>]*)?)>(.*?)</a>", re.DOTALL)
_IMAGE = re.compile(r"<img((?: [^>]*)?)>")
_NOT_IN_ADDRESSES = re.compile(r"[<>\n\r]")
_HAS_PURPOSE = re.compile(r' (?:href|id|name)="')
_GOES_BEFORE = re.compile(r"[\w/.-]")
_GOES_ON = re.compile(r"\.?[\w/?#&%=~-]")
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_WEB = ("http://", "https://")
_CONTENT_SUFFIXES = (".md", ".txt")

EXTERNAL = 'rel="external noopener"'
"""The theme marks such links by this."""


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """What a text's links are relative to, and where its problems are."""

    file: str
    """The content file, relative to the site."""
    text: str
    """As written, to find lines in."""
    first_line: int
    from_elsewhere: bool
    """True of a piece that first ran in a publication: it brings the links of its old site."""
    original_url: str
    is_plain: bool = False

    def line_of(self, *written: str) -> int:
        """The line of the first of these that stands in the text as it is written, else where the text begins."""
        for words in written:
            if words and words in self.text:
                return self.first_line + self.text.count("\n", 0, self._place_of(words))
        return self.first_line

    def _place_of(self, words: str) -> int:
        first = place = self.text.find(words)
        while place >= 0 and self._is_part(place, place + len(words)):
            place = self.text.find(words, place + 1)
        return first if place < 0 else place

    def _is_part(self, start: int, end: int) -> bool:
        """Whether a link's target stands at a place only as a part of another: `/a` in `/about`."""
        return bool((start and _GOES_BEFORE.match(self.text, start - 1)) or _GOES_ON.match(self.text, end))


class Links(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the links of a text."""

    markup: str
    references: tuple[Reference, ...]
    problems: tuple[Problem, ...]


def write_links(markup: str, ids: Sequence[str], origin: Origin, counted: int = 0) -> Links:
    """Rewrite every link and image of sanitised markup.

    `ids` are what fragments may lead to; references are counted on from `counted`.
    """
    writer = _LinkWriter(frozenset(ids), origin, counted)
    written = _ANCHOR.sub(writer.write_anchor, markup)
    written = _IMAGE.sub(lambda found: writer.write_image(found, in_link=False), written)
    return Links(markup=written, references=tuple(writer.references), problems=tuple(writer.problems))


def lost_targets(markup: str, origin: Origin) -> Iterator[Problem]:
    """A warning for each link of sanitised markup whose target was no address, or had a scheme not allowed."""
    for found in _ANCHOR.finditer(markup):
        if _HAS_PURPOSE.search(found[1]):
            continue
        if words := text_of(found[2]):
            message = f"the link of {words[:60]!r} has lost its target, and its text stays without it"
            hint = "an address begins with https:, http:, mailto: or tel:, and a web address names a host"
            line = origin.line_of(f"[{words}]", f">{words}<", words)
            yield Problem(Location(origin.file, line), message, hint, "warning")


class _LinkWriter:
    """One text's links, each in turn; references and problems gather here."""

    def __init__(self, ids: frozenset[str], origin: Origin, counted: int) -> None:
        self.ids = ids
        self.origin = origin
        self.counted = counted
        self.references: list[Reference] = []
        self.problems: list[Problem] = []
        self.folder = posixpath.dirname(origin.file)

    def write_anchor(self, found: re.Match[str]) -> str:
        """An `<a>` with its target resolved as far as this text knows it; without one only its text stays."""
        attributes = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(found[1])}
        target = self._resolve(attributes["href"]) if "href" in attributes else None
        inner = _IMAGE.sub(lambda image: self.write_image(image, in_link=bool(target)), found[2])
        kept = "".join(
            f' {name}="{html.escape(value)}"' for name, value in attributes.items() if name != "href"
        )
        if target and inner.strip():
            return f"<a {target}{kept}>{inner}</a>"
        return f"<a{kept}>{inner}</a>" if " id=" in kept else inner

    def write_image(self, found: re.Match[str], *, in_link: bool) -> str:
        """An image of content/media; one of another site becomes a link, for it is never loaded."""
        attributes = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(found[1])}
        source, words = attributes.get("src", "").strip(), " ".join(attributes.get("alt", "").split())
        kept = "".join(
            f' {name}="{html.escape(attributes[name])}"'
            for name in ("class", "id", "title", "lang", "dir")
            if name in attributes
        )
        place = self._media_place(source)
        if place:
            number = self._refer("media", place, "", source)
            return (
                f'<img src="ref:{number}" alt="{html.escape(words)}"{kept} loading="lazy" decoding="async">'
            )
        url = self._image_url(source, words)
        label = html.escape(": ".join(filter(None, ["Image", words])) + (f" ({_host(url)})" if url else ""))
        if url and not in_link:
            return f'<a href="{html.escape(url)}" {EXTERNAL}>{label}</a>'
        return label if url or words else ""

    def _image_url(self, source: str, words: str) -> str:
        """The whole URL of an image elsewhere; empty, with a warning or a problem, where there is none."""
        is_web = source.lower().startswith(_WEB)
        if is_web and _host(source):
            return source
        if is_web or not source or source.startswith("#"):
            message = "an image without a source is left out, and only its text stays"
            self._say(source or words, message, "name its file, or delete it", "warning")
            return ""
        if self.origin.from_elsewhere or source.startswith("//"):
            return self._joined(source, "image")
        hint = "put the file into content/media/ and write its path relative to this file"
        self._say(source, f"there is no image {source!r} in content/media", hint, "error")
        return ""

    def _media_place(self, source: str) -> str:
        """The media file that a relative path means, or empty."""
        if not source or ":" in source.partition("/")[0] or source.startswith(("/", "#", "?")):
            return ""
        place = posixpath.normpath(posixpath.join(self.folder, unquote(urlsplit(source).path)))
        return place if place.startswith("content/media/") else ""

    def _resolve(self, written: str) -> str | None:
        """The attributes of a link that lead to its target; None where its text stays alone."""
        # ASCII spaces only: to a browser "\u2028javascript:" is a path, and must not become a scheme here.
        href = written.strip(" \t\n\r")
        scheme = href.partition(":")[0].lower() if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", href) else ""
        if scheme == "article":
            slug, _, fragment = href[len("article:") :].partition("#")
            return self._reference("article", unquote(slug.strip("/")), fragment, href)
        if scheme in ("http", "https"):
            return self._external(href, href)
        if scheme:
            return f'href="{html.escape(href)}"' if scheme in SCHEMES else None
        if href.startswith("#"):
            return self._fragment(href)
        return self._path(href)

    def _path(self, href: str) -> str | None:
        """A link without a scheme: to a content file, to media, to a page, or into the piece's old site."""
        try:
            parts = urlsplit(href)
        except ValueError:
            parts = None
        if not href or parts is None:
            self._say(
                href, f"the link {href!r} leads nowhere, and its text stays without it", "mend it", "warning"
            )
            return None
        path = unquote(parts.path)
        place = posixpath.normpath(posixpath.join(self.folder, path))
        is_relative = bool(path) and not href.startswith("/")
        if is_relative and place.startswith("content/media/"):
            return self._reference("media", place, "", href)
        if is_relative and path.endswith(_CONTENT_SUFFIXES):
            return self._reference("file", place, parts.fragment, href)
        if self.origin.from_elsewhere or href.startswith("//"):
            url = self._joined(href, "link")
            return self._external(url, href) if url else None
        if href.startswith("/"):
            return self._reference("route", path.lstrip("/"), parts.fragment, href)
        hint = "write the relative path of a content file, such as ../pages/about.md, or article:slug"
        self._say(href, f"the link {href!r} leads to no content file", hint, "error")
        return None

    def _joined(self, written: str, what: str) -> str:
        """A link of the piece's old site as a whole URL; empty, with a warning, where that is impossible."""
        url = ""
        if self.origin.original_url or written.startswith("//"):
            try:
                url = urljoin(self.origin.original_url or "https://", written)
            except ValueError:
                url = ""
        if url.startswith(_WEB) and _host(url):
            return url
        reason = "it came from the old site, and original_url is not known"
        if self.origin.original_url:
            reason = "it makes no address with original_url"
        message = f"the {what} {written!r} leads nowhere, and only its text stays: {reason}"
        self._say(written, message, "mend it, or add original_url", "warning")
        return ""

    def _external(self, url: str, written: str) -> str | None:
        is_address = not _NOT_IN_ADDRESSES.search(url)
        if not is_address or not _host(url):
            message = f"the link {written!r} leads nowhere, and its text stays without it"
            hint = (
                "it names no host"
                if is_address
                else "an address holds no line break and no “<”; is a quotation mark missing?"
            )
            self._say(written, message, hint, "warning")
            return None
        return f'href="{html.escape(url)}" {EXTERNAL}'

    def _fragment(self, href: str) -> str | None:
        place = place_of(unquote(href[1:]), self.ids)
        if place:
            return f'href="#{html.escape(place)}"'
        message = f"the link {href!r} leads to no place of this text"
        if self.origin.from_elsewhere:
            message += ", and its text stays without it"
        severity: Severity = "warning" if self.origin.from_elsewhere else "error"
        self._say(href, message, "name the id of a heading or of another element", severity)
        return None

    def _reference(self, kind: ReferenceKind, target: str, fragment: str, written: str) -> str:
        return f'href="ref:{self._refer(kind, target, fragment, written)}"'

    def _refer(self, kind: ReferenceKind, target: str, fragment: str, written: str) -> int:
        line = self.origin.line_of(written, unquote(written))
        self.references.append(
            Reference(kind=kind, target=target, fragment=unquote(fragment), written=written, line=line)
        )
        return self.counted + len(self.references) - 1

    def _say(self, written: str, message: str, hint: str, severity: Severity) -> None:
        where = Location(self.origin.file, self.origin.line_of(written, unquote(written)))
        self.problems.append(Problem(where, message, hint, severity))


def place_of(fragment: str, ids: Container[str]) -> str:
    """The id that a fragment means, as it is written or in lower case; empty where the text has none."""
    name = body_id(fragment) or ""
    return next((place for place in (name, name.lower()) if place in ids), "")


def _host(url: str) -> str:
    """The host of a URL; empty where it has none, or is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


_REFERENCE = re.compile(r'<a href="ref:(\d+)"([^>]*)>(.*?)</a>|<img src="ref:(\d+)"([^>]*)>', re.DOTALL)


def fill_references(markup: str, write: Callable[[int], Mapping[str, str]]) -> str:
    """The markup with the target of every reference: `write` gives the attributes of each by its number.

    Of these a link takes its `href` and an image the others. No attributes mean that there is nothing to lead
    to: the text of a link stays, an image goes.
    """

    def fill(found: re.Match[str]) -> str:
        number, rest, inner = found[1] or found[4], found[2] or found[5] or "", found[3]
        is_link = inner is not None
        attributes = "".join(
            f' {name}="{html.escape(value)}"'
            for name, value in write(int(number)).items()
            if (name == "href") == is_link
        )
        if is_link:
            return f"<a{attributes}{rest}>{inner}</a>" if attributes else inner
        return f"<img{attributes}{rest}>" if attributes else ""

    return _REFERENCE.sub(fill, markup)
