"""How to cite an original: APA, MLA, Chicago, Harvard; each says where the archive keeps it."""

from builder.attribution.original import Original
from builder.attribution.styles.apa import cite_apa
from builder.attribution.styles.chicago import cite_chicago, cite_chicago_note
from builder.attribution.styles.harvard import cite_harvard
from builder.attribution.styles.mla import cite_mla
from builder.attribution.styles.runs import Citation, Run

__all__ = ["Citation", "Run", "cite"]


def cite(original: Original) -> tuple[Citation, ...]:
    """The citations of an original, in every style."""
    styles = (cite_apa, cite_mla, cite_chicago, cite_chicago_note, cite_harvard)
    return tuple(style(original) for style in styles)
