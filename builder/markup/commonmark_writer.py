"""What pulldown-cmark read in a text becomes HTML, in the shapes of Python-Markdown."""

import re
from html import escape, unescape
from typing import Any
from urllib.parse import quote

import msgspec

from builder.markup.engine import BACKLINK

_ESCAPED_BRACES = re.compile(r"\\\{([^{}\n]*\})")
_TAG = re.compile(r"<[^>]*>")
_SAFE_IN_URL = "!#$%&'()*+,-./:;=?@^_~"

_INLINES = {
    "Emphasis": ("<em>", "</em>"),
    "Strong": ("<strong>", "</strong>"),
    "Strikethrough": ("<del>", "</del>"),
    # Had the library no other use for one tilde, it would delete by it as by two.
    "Subscript": ("~", "~"),
}
_BLOCKS = {
    "Paragraph": ("<p>", "</p>\n"),
    "BlockQuote": ("<blockquote>\n", "</blockquote>\n"),
    "Item": ("<li>", "</li>\n"),
    "DefinitionList": ("<dl>\n", "</dl>\n"),
    "DefinitionListTitle": ("<dt>", "</dt>\n"),
    "DefinitionListDefinition": ("<dd>", "</dd>\n"),
    "Table": ("<table>\n", "</tbody>\n</table>\n"),
    "TableHead": ("<thead>\n<tr>\n", "</tr>\n</thead>\n<tbody>\n"),
    "TableRow": ("<tr>\n", "</tr>\n"),
}
_ENDS = {name: end for name, (_, end) in (_INLINES | _BLOCKS).items()} | {
    "CodeBlock": "</code></pre>\n",
    "HtmlBlock": "",
    "Link": "</a>",
}


class _Note(msgspec.Struct):
    """A footnote, as far as it was read."""

    label: str
    number: int
    pieces: list[str] = msgspec.field(default_factory=list)
    ends_in_words: bool = False
    references: int = 0


class EventWriter:
    """Writes one text, event by event, to `pieces`: those of the body, of a note or of an image's words."""

    def __init__(self, text: str) -> None:
        self.pieces: list[str] = []
        self.outer: list[list[str]] = []
        self.image_depth = 0
        self.image: tuple[str, str] = ("", "")
        self.open_notes: list[_Note] = []
        self.notes: dict[str, _Note] = {}
        self.references: list[tuple[list[str], int, str]] = []
        self.heading_at = 0
        self.alignments: tuple[str, ...] = ()
        self.column = 0
        self.cell = "td"
        self.last_end = ""
        self.escaped = frozenset(_ESCAPED_BRACES.findall(text))

    def write(self, kind: str, value: Any) -> None:
        """Write what an event tells."""
        match kind:
            case "Text":
                self.pieces.append(escape(value, quote=False))
            case "Start":
                self._start(*_named(value))
            case "End":
                self._end(*_named(value))
            case "Code":
                self.pieces.append(f"<code>{escape(value, quote=False)}</code>")
            case "Html" | "InlineHtml":
                self.pieces.append(escape(value, quote=False) if self.image_depth else value)
            case "TaskListMarker":
                self.pieces.append("☑ " if value else "☐ ")
            case "FootnoteReference":
                self.references.append((self.pieces, len(self.pieces), value))
                self.pieces.append("")

    def write_break(self, kind: str) -> None:
        """Write the end of a line, or a rule."""
        if kind == "Rule":
            self._begin_line()
            self.pieces.append("<hr />\n")
        elif self.image_depth:
            self.pieces.append(" ")
        else:
            self.pieces.append("\n" if kind == "SoftBreak" else "<br />\n")

    def finish(self) -> str:
        """The whole text, its notes below it."""
        for pieces, place, label in self.references:
            note = self.notes.get(label.casefold())
            if not note:
                pieces[place] = escape(f"[^{label}]", quote=False)
                continue
            note.references += 1
            pieces[place] = (
                f'<sup id="{escape(_reference_id(note.label, note.references))}"><a class="footnote-ref" '
                f'href="#fn:{_fragment(note.label)}">{note.number}</a></sup>'
            )
        if self.notes:
            self._begin_line()
            self.pieces.append('<div class="footnote">\n<hr />\n<ol>\n')
            for note in self.notes.values():
                self._write_note(note)
            self.pieces.append("</ol>\n</div>")
        return "".join(self.pieces).rstrip("\n")

    def _write_note(self, note: _Note) -> None:
        links = "".join(
            f'<a class="footnote-backref" href="#{_fragment(_reference_id(note.label, count))}" '
            f'title="Back to reference {note.number} in the text">{BACKLINK}</a>'
            for count in range(1, note.references + 1)
        )
        self.pieces += [f'<li id="fn:{escape(note.label)}">\n', *note.pieces]
        self._begin_line()
        if links and note.ends_in_words:
            self.pieces[-1] = f"&#160;{links}</p>\n"
        elif links:
            self.pieces.append(f"<p>{links}</p>\n")
        self.pieces.append("</li>\n")

    def _begin_line(self) -> None:
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self.pieces.append("\n")

    def _write_to(self, pieces: list[str]) -> None:
        self.outer.append(self.pieces)
        self.pieces = pieces

    def _start(self, name: str, detail: Any) -> None:
        match name:
            case "Emphasis" | "Strong" | "Strikethrough" | "Subscript":
                self.pieces.append(_INLINES[name][0])
            case "Link":
                scheme = "mailto:" if detail["link_type"] == "Email" else ""
                self.pieces.append(f'<a href="{scheme}{_address(detail)}"{_title(detail)}>')
            case "Image":
                self.image_depth += 1
                if self.image_depth == 1:
                    self.image = _address(detail), _title(detail)
                    self._write_to([])
            case "TableCell":
                alignment = self.alignments[self.column].lower()
                self.column += 1
                aligned = "" if alignment == "none" else f' align="{alignment}"'
                self.pieces.append(f"<{self.cell}{aligned}>")
            case _ if name != "HtmlBlock":
                self._begin_line()
                self._start_block(name, detail)

    def _start_block(self, name: str, detail: Any) -> None:
        match name:
            case "Heading":
                self.heading_at = len(self.pieces)
                self.pieces.append(f"<{detail['level'].lower()}>")
            case "List":
                start = "" if detail == 1 else f' start="{detail}"'
                self.pieces.append("<ul>\n" if detail is None else f"<ol{start}>\n")
            case "CodeBlock":
                words = [] if detail == "Indented" else detail["Fenced"].split(maxsplit=1)
                language = f' class="language-{escape(words[0])}"' if words else ""
                self.pieces.append(f"<pre><code{language}>")
            case "FootnoteDefinition":
                note = _Note(label=detail, number=len(self.notes) + 1)
                self.open_notes.append(self.notes.setdefault(detail.casefold(), note))
                self._write_to(self.open_notes[-1].pieces)
            case _:
                if name == "Table":
                    self.alignments = detail
                self.column, self.cell = 0, "th" if name == "TableHead" else "td"
                self.pieces.append(_BLOCKS[name][0])

    def _end(self, name: str, detail: Any) -> None:
        match name:
            case "Heading":
                self._end_heading(detail.lower())
            case "List":
                self.pieces.append("</ol>\n" if detail else "</ul>\n")
            case "TableCell":
                self.pieces.append(f"</{self.cell}>\n")
            case "Image":
                self.image_depth -= 1
                if not self.image_depth:
                    self._end_image()
            case "FootnoteDefinition":
                note = self.open_notes.pop()
                note.ends_in_words = self.last_end == "Paragraph" and self.pieces[-1:] == ["</p>\n"]
                self.pieces = self.outer.pop()
            case _ if end := _ENDS[name]:
                self.pieces.append(end)
        self.last_end = name

    def _end_image(self) -> None:
        """Write an image with all words that stand in it, those of further images too."""
        (address, title), words = self.image, _TAG.sub("", "".join(self.pieces)).replace('"', "&quot;")
        self.pieces = self.outer.pop()
        self.pieces.append(f'<img src="{address}" alt="{words}"{title} />')

    def _end_heading(self, element: str) -> None:
        """Read `{#id .class}` at its end; the library would take any braces, as those of `The set {a, b}`."""
        words, _, rest = unescape(self.pieces[-1]).rstrip().rpartition("{")
        names = rest.removesuffix("}").removeprefix(":").split()
        are_names = names and all(name[0] in "#." and len(name) > 1 for name in names)
        if are_names and rest.endswith("}") and words[-1:].isspace() and rest not in self.escaped:
            self.pieces[-1] = escape(words.rstrip(), quote=False)
            self.pieces[self.heading_at] = f"<{element}{_attributes(names)}>"
        self.pieces.append(f"</{element}>\n")


def _named(tag: Any) -> tuple[str, Any]:
    """The name of an element, and what else is told of it."""
    return (tag, None) if isinstance(tag, str) else next(iter(tag.items()))


def _attributes(names: list[str]) -> str:
    """Of `#id` and `.class`; the last id counts."""
    ids = [name[1:] for name in names if name[0] == "#"]
    values = {"id": "".join(ids[-1:]), "class": " ".join(name[1:] for name in names if name[0] == ".")}
    return "".join(f' {key}="{escape(value)}"' for key, value in values.items() if value)


def _address(detail: Any) -> str:
    return escape(quote(detail["dest_url"], safe=_SAFE_IN_URL))


def _title(detail: Any) -> str:
    return f' title="{escape(detail["title"])}"' if detail["title"] else ""


def _reference_id(label: str, count: int) -> str:
    """Of the first reference to a note, the second …: `fnref:1`, `fnref2:1`."""
    return f"fnref{count if count > 1 else ''}:{label}"


def _fragment(name: str) -> str:
    """An id as links name it: later steps read percent signs in links, but not in ids."""
    return escape(name.replace("%", "%25"))
