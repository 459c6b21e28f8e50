"""Historical dates: a subset of EDTF, from the text in a front matter to what readers see.

The subset is set out in `edtf`.
"""

from builder.dates.display import display_date, display_day, html_datetime
from builder.dates.edtf import MONTHS, SEASONS, HistoricalDate, Precision
from builder.dates.order import calendar_depth, is_exact_day, sort_key
from builder.dates.parse import parse_date
from builder.dates.printed import read_printed_date

__all__ = [
    "MONTHS",
    "SEASONS",
    "HistoricalDate",
    "Precision",
    "calendar_depth",
    "display_date",
    "display_day",
    "html_datetime",
    "is_exact_day",
    "parse_date",
    "read_printed_date",
    "sort_key",
]
