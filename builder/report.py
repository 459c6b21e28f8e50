"""What is asked of a build, and what it says in the end."""

from pathlib import Path

import msgspec

from builder.errors import Problem

REVIEW_NOTE = "to be reviewed: "
"""What the message about a note in `review` begins with."""

STAGES = ("load", "markup", "pages", "render", "search", "exports", "publish")


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What a command line says beside site.toml; None leaves it to site.toml."""

    output: Path | None = None
    jobs: int | None = None
    drafts: bool = False
    strict: bool = False
    clean: bool = False
    """Make everything anew, whatever earlier builds have made."""
    today: str | None = None
    """An ISO day: what is posted later waits. None for today in the site's time zone."""


class Skipped(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A content file that is left out, and why."""

    path: str
    reason: str
    slug: str


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why a page was rendered: its inputs that differ from before, by name."""

    route: str
    because: tuple[str, ...]


class TemplateTime(msgspec.Struct, frozen=True, kw_only=True):
    """What the pages of one template took to render."""

    template: str
    pages: int
    seconds: float
    """Of all processes together; the first pages also hold the time to compile the template."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did."""

    articles: int = 0
    """Published in full; `skipped` are the other content files."""
    pages: int = 0
    rendered: int = 0
    written: int = 0
    deleted: int = 0
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[Problem, ...] = ()
    reasons: tuple[Reason, ...] = ()
    """Of each page that was rendered."""
    templates: tuple[TemplateTime, ...] = ()
    """Of each template by which a page was rendered, the dearest first."""
    seconds: dict[str, float]

    def without_reasons(self) -> "Report":
        """The same, of which nobody asked why."""
        return msgspec.structs.replace(self, reasons=())

    def without_work(self) -> "Report":
        """The same for a build that found all of it done."""
        return msgspec.structs.replace(self, rendered=0, written=0, deleted=0, reasons=(), templates=())
