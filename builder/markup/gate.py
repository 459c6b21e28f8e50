"""Python-Markdown without the searches that cannot find anything; its output is the same.

Most text is plain words. Each inline pattern needs a certain sign to match at all, and asking whether a text
holds it is far quicker than searching by the pattern. A differential test holds this to plain Python-Markdown.
"""

import re
from collections.abc import Callable

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

SIGNS = {
    "backtick": "`",
    "escape": "\\",
    "reference": "[",
    "link": "[",
    "image_link": "![",
    "image_reference": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
    "footnote": "[^",
}
"""Without its sign a pattern matches nothing; patterns that are not named here are always searched."""

EMPHASIS = "em_strong"
"""The one pattern of two signs, `*` and `_`."""

INLINE_PRIORITY = 20
"""Where `build_treeprocessors` of Python-Markdown puts the inline step."""

_FIRST_SIGNS = ("*", "_", "[", "<", "&", "`", "\\", "  \n")
"""One of these stands in every text that any pattern named above can match."""


class GatedInlineProcessor(InlineProcessor):
    """The inline step of one converter, with a gate before each pattern."""

    def __init__(self, converter: Markdown) -> None:
        super().__init__(converter)
        patterns = converter.inlinePatterns
        signs = {patterns.get_index_for_name(name): SIGNS[name] for name in SIGNS if name in patterns}
        self._patterns = list(patterns)
        self._signs = [signs.get(index, "") for index in range(len(patterns))]
        self._all_gated = self._signs.count("") == (EMPHASIS in patterns)

    # The name is what `self.__handleInline` of the parent class means: Python prefixes such names.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        if isinstance(data, AtomicString):
            return data
        if self._all_gated and not any(sign in data for sign in _FIRST_SIGNS):
            return data
        patterns, signs = self._patterns, self._signs
        apply_pattern = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        index, start, count = patternIndex, 0, len(signs)
        while index < count:
            if signs[index] not in data:
                index, start = index + 1, 0
                continue
            data, matched, start = apply_pattern(patterns[index], data, index, start)
            if not matched:
                index += 1
        return data


class GatedSearch:
    """A compiled pattern that is searched only in texts that may hold it."""

    def __init__(self, pattern: re.Pattern[str], may_hold: Callable[[str], bool]) -> None:
        self._pattern = pattern
        self._may_hold = may_hold
        self.match = pattern.match

    def search(self, text: str) -> re.Match[str] | None:
        """What the pattern finds, as it would alone."""
        return self._pattern.search(text) if self._may_hold(text) else None


def _may_hold_rule(block: str) -> bool:
    """Whether a line of a block may be a rule such as `---`; of a single line its first sign tells."""
    if "\n" not in block:
        return block.lstrip(" ")[:1] in ("-", "_", "*")
    return "-" in block or "_" in block or "*" in block


BLOCK_GATES: dict[str, tuple[str, Callable[[str], bool]]] = {
    "hashheader": ("RE", lambda block: "#" in block),
    "quote": ("RE", lambda block: ">" in block),
    "hr": ("SEARCH_RE", _may_hold_rule),
}
"""By block processor: its pattern, and what a block must hold for it to match."""


def gate_patterns(converter: Markdown) -> Markdown:
    """The converter, with a gate before its inline patterns and before the slowest of its block patterns."""
    converter.treeprocessors.register(GatedInlineProcessor(converter), "inline", INLINE_PRIORITY)
    for name, (attribute, may_hold) in BLOCK_GATES.items():
        processor = converter.parser.blockprocessors[name]
        setattr(processor, attribute, GatedSearch(getattr(processor, attribute), may_hold))
    return converter
