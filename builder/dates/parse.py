"""Text becomes a date, or a refusal that names the mend."""

import re
from typing import Final

from builder.dates.edtf import HistoricalDate, read_edtf
from builder.dates.printed import read_printed_date

_NO_MONTH: Final = re.compile(r"\b[0-9]{4}-(00|1[3-9]|2[05-9]|[3-9][0-9])(?![0-9])")
_LONGEST_PRINTED_DATE: Final = 60


def parse_date(text: str) -> HistoricalDate:
    """Parse one EDTF date of the subset, `1916-10` or `unknown`; space around it is ignored.

    Raises ValueError with a sentence that names the fault and the mend; the caller need only add the place.
    """
    edtf = text.strip()
    date = read_edtf(edtf)
    if date is None:
        raise ValueError(_explain(edtf))
    return date


def _explain(text: str) -> str:
    """Say why a text outside the subset is refused, with the EDTF it may have been meant for."""
    is_short = len(text) <= _LONGEST_PRINTED_DATE
    fault = f"{text if is_short else text[:_LONGEST_PRINTED_DATE] + '…'!r} is not an EDTF date"
    readings = read_printed_date(text) if is_short else ()
    if len(readings) > 1:
        return f"{fault}, as it can be read in more than one way; write {' or '.join(readings)}"
    if readings:
        return f"{fault}; write it as {readings[0]}"
    if month := _NO_MONTH.search(text):
        return f"{fault}: {month[1]} is no month; write 01 to 12, or 21 (spring) to 24 (winter)"
    return f"{fault}; write 1916-10-17, 1916-10, 1916, 1916~ (circa), 198X (decade), 1916/1918 or unknown"
