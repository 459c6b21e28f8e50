"""Text as written becomes a safe body: the same steps for every engine, in the order of `_finish`.

`render_bodies` is the way in, for whole chunks, in any process.
"""

import re
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

import msgspec

from builder.budget import OverBudgetError
from builder.chunks import run_in_chunks
from builder.errors import Location, Problem
from builder.markup.code import highlight_code
from builder.markup.headings import fill_contents, number_headings, unique_ids
from builder.markup.known import KnownBodies, Writing
from builder.markup.links import Origin, lost_targets, write_links
from builder.markup.nesting import mend_nesting
from builder.markup.plain import mark_elisions, opening_words, prose, text_of
from builder.markup.sanitise import ID_PREFIX, TooDeepError, sanitise
from builder.model import NO_BLOB, Blob, Body, Engine, Heading, Reference
from builder.staging import StagingReader, StagingWriter
from builder.store import StoreDamagedError
from builder.words import read_words

__all__ = ["KnownBodies", "Rendered", "render_bodies", "render_text"]

SUMMARY_WORDS = 30

_SCROLLED = re.compile(r"<(table|pre)(?: [^>]*)?>.*?</\1>", re.DOTALL)
_SCROLLER_NAMES = {"table": "Table", "pre": "Code"}
_TAG = re.compile(r"<[^>]*>")
_OWN_ID = re.compile(rf'( (?:id="|href="#)){ID_PREFIX}')
_ALIGNED = re.compile(r'<(t[dh])((?: [^>]*)?) align="(left|center|right)"((?: [^>]*)?)>')
_ALIGNMENT_CLASSES = {"center": ' class="ta-c"', "right": ' class="ta-e"'}


class MarkupTask(msgspec.Struct, frozen=True, kw_only=True):
    """Texts for one worker to render."""

    writings: tuple[Writing, ...]
    staging: str
    name: str
    """Of the staged file that will hold their HTML."""


class MarkupResult(msgspec.Struct, frozen=True, kw_only=True):
    """The bodies of a task's texts, in their order."""

    bodies: tuple[Body, ...]


class Rendered(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of text as safe HTML, and what was found on the way."""

    markup: str
    headings: tuple[Heading, ...] = ()
    ids: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    problems: tuple[Problem, ...] = ()


NOTHING = Rendered(markup="")


def render_bodies(
    known: KnownBodies, staging: Path, executor: Executor, progress: Callable[[int, int], None]
) -> list[Body]:
    """The body of each article and standing page, in their order; the HTML stays staged, or in the store.

    Raises StoreDamagedError where a text is known without its place, and its body is not known at all.
    """
    bodies = known.recall()
    unknown = [one for one in known.writings if one.file not in bodies]
    if any(not one.text.file for one in unknown):
        raise StoreDamagedError("a content file is known, and its body is not")

    def task(number: int, chunk: tuple[Writing, ...]) -> MarkupTask:
        return MarkupTask(writings=chunk, staging=str(staging), name=f"html-{number}")

    results = run_in_chunks(executor, render_chunk, unknown, task, lambda one: one.file, progress)
    made = (body for result in results for body in result.bodies)
    rendered = {one.file: body for one, body in zip(unknown, made, strict=True)}
    known.remember(rendered, staging)
    bodies |= rendered
    return [bodies[one.file] for one in known.writings]


def render_chunk(task: MarkupTask) -> MarkupResult:
    """Render the texts of one task, in any process."""
    staging = Path(task.staging)
    with StagingReader(staging) as reader, StagingWriter(staging, task.name) as writer:
        return MarkupResult(bodies=tuple(_render_body(one, reader, writer) for one in task.writings))


def _render_body(writing: Writing, reader: StagingReader, writer: StagingWriter) -> Body:
    text = reader.read(writing.text).decode()
    body = render_text(text, _origin(writing, text), writing.engine)
    if not writing.is_article:
        return _body(body, writer)
    if writing.marks_elisions:
        body = msgspec.structs.replace(body, markup=mark_elisions(body.markup))
    counted = len(body.references)
    note = _render_field(writing, "note", writing.note, writing.note_line, counted)
    counted += len(note.references)
    summary = _render_field(writing, "summary", writing.summary, writing.summary_line, counted)
    words = text_of(summary.markup) or opening_words(body.markup, SUMMARY_WORDS)
    found_by = read_words(f"{writing.deck}\n{text_of(body.markup)}")
    return _body(
        body,
        writer,
        note=note,
        summary=words,
        found_by=writer.write(msgspec.msgpack.encode(found_by)),
        problems=note.problems + summary.problems,
    )


def _body(
    body: Rendered,
    writer: StagingWriter,
    note: Rendered = NOTHING,
    summary: str = "",
    found_by: Blob = NO_BLOB,
    problems: tuple[Problem, ...] = (),
) -> Body:
    return Body(
        html=writer.write(body.markup.encode()),
        words=found_by,
        note=note.markup,
        summary=summary,
        headings=body.headings,
        ids=body.ids,
        references=body.references + note.references,
        problems=body.problems + problems,
    )


def _origin(writing: Writing, text: str) -> Origin:
    return Origin(
        file=writing.file,
        text=text,
        first_line=writing.first_line,
        from_elsewhere=writing.from_elsewhere,
        original_url=writing.original_url,
        is_plain=writing.is_plain,
    )


def _render_field(writing: Writing, key: str, text: str, line: int, counted: int) -> Rendered:
    """A short text of the front matter; it is the curator's own, so its links must resolve."""
    if not text:
        return NOTHING
    origin = Origin(
        file=writing.file,
        text=text,
        first_line=line,
        from_elsewhere=False,
        original_url="",
        is_plain=writing.is_plain,
    )
    rendered = render_text(text, origin, writing.engine, counted)
    markup = _TAG.sub(lambda tag: _OWN_ID.sub(rf"\g<1>{key}-", tag[0]), rendered.markup)
    return msgspec.structs.replace(rendered, markup=markup)


def _convert(text: str, used: Engine) -> str:
    # Imported when it is used: each engine brings libraries of its own.
    if used == "commonmark":
        from builder.markup.commonmark import convert  # noqa: PLC0415
    else:
        from builder.markup.engine import convert  # noqa: PLC0415
    return convert(text)


def render_text(text: str, origin: Origin, used: Engine = "markdown", counted: int = 0) -> Rendered:
    """A text as safe HTML; its references are counted on from `counted`."""
    if origin.is_plain:
        return Rendered(markup=prose(text))
    where = Location(origin.file, origin.first_line)
    try:
        markup = sanitise(_convert(text, used))
        # Markdown nests as HTML allows it; writers of tags may not.
        markup = mend_nesting(markup) if "<" in text else markup
    except (OverBudgetError, TooDeepError, RecursionError) as error:
        reason = "its markup is nested too deeply" if isinstance(error, RecursionError) else str(error)
        problem = Problem(
            where, f"the text cannot be rendered: {reason}", "look for long runs of brackets or signs"
        )
        return Rendered(markup="", problems=(problem,))
    return _finish(markup, origin, counted)


def _finish(markup: str, origin: Origin, counted: int) -> Rendered:
    """What every text goes through after it was sanitised."""
    markup, failures = highlight_code(markup)
    problems = [
        Problem(Location(origin.file, line), reason, "see pygments.org/languages", "warning")
        for language, reason in failures
        for line in [origin.line_of(f"```{language}", language)]
    ]
    problems += lost_targets(markup, origin)
    markup, written_ids = unique_ids(markup)
    markup, headings = number_headings(markup, written_ids)
    ids = tuple(dict.fromkeys((*written_ids, *(heading.id for heading in headings))))
    links = write_links(markup, ids, origin, counted)
    markup = fill_contents(links.markup, headings)
    markup = _ALIGNED.sub(_align, markup)
    markup = _SCROLLED.sub(_scroller, markup)
    return Rendered(
        markup=markup,
        headings=headings,
        ids=ids,
        references=links.references,
        problems=(*problems, *links.problems),
    )


def _align(found: re.Match[str]) -> str:
    """Alignment of a cell as a class: the attribute is obsolete, and a style would be refused."""
    cell, before, direction, after = found.groups()
    alignment = "" if " class=" in before + after else _ALIGNMENT_CLASSES.get(direction, "")
    return f"<{cell}{before}{after}{alignment}>"


def _scroller(found: re.Match[str]) -> str:
    """Wide things scroll by themselves, so that the page does not; the keyboard reaches them too."""
    if found[0].count(f"<{found[1]}") > 1:
        return found[0]
    name = _SCROLLER_NAMES[found[1]]
    return f'<section class="scroll" tabindex="0" aria-label="{name}">{found[0]}</section>'
