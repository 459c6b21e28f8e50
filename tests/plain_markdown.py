"""Python-Markdown as it comes: the reference for what makes it faster."""

from functools import cache

from markdown import Markdown

from builder.markup.python_markdown import EXTENSIONS


@cache
def plain() -> Markdown:
    """Python-Markdown as it comes, with every extension of ours."""
    return Markdown(extensions=[make() for make in EXTENSIONS.values()])


def plainly(text: str) -> str:
    """A text by the plain converter; the reference."""
    try:
        return plain().reset().convert(text)
    except BaseException:
        plain.cache_clear()
        raise
