"""A record for reference managers: RIS, biblatex, CSL-JSON."""

from builder.attribution.exports.biblatex import write_biblatex
from builder.attribution.exports.csl import encode_csl, write_csl
from builder.attribution.exports.formats import FORMATS, Format
from builder.attribution.exports.ris import write_ris

__all__ = ["FORMATS", "Format", "encode_csl", "write_biblatex", "write_csl", "write_ris"]
