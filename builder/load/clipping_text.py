"""The text of a clipping, from bytes to clean lines that know their number."""

import codecs
import re
import unicodedata

import msgspec


class Line(msgspec.Struct, frozen=True):
    """A printed line that is not blank."""

    number: int
    """In the file, counted from 1."""
    block: int
    """Lines without a blank line between them have the same."""
    text: str


BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""The mark of UTF-32 begins with that of UTF-16, so it is asked for first."""


def decode_clipping(data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Decode a file and say whether its encoding was guessed.

    A byte order mark decides; else UTF-8 where it fits, then the declared encoding, then Windows-1252.
    Raises ValueError where none fits or where the file is no text.
    """
    marked = next((encoding for mark, encoding in BYTE_ORDER_MARKS if data.startswith(mark)), None)
    encodings = [marked] if marked else ["utf-8", *filter(None, [declared]), "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        except LookupError:
            raise ValueError(
                f"there is no encoding {encoding!r}; declare one such as utf-8 or cp1252"
            ) from None
        if "\0" in text and declared and encoding == "utf-8":
            continue  # As UTF-16 without a mark reads: whoever declares it knows better.
        if "\0" in text:
            raise ValueError("the file holds a NUL byte, so it is no plain text; save it as text in UTF-8")
        return text.removeprefix("\ufeff"), ("encoding-guessed",) if encoding == "cp1252" != declared else ()
    raise ValueError(f"the file is not valid text in {' or '.join(encodings)}; save it as text in UTF-8")


INVISIBLE = "\u00ad\u200b\u2060\ufeff"
"""Soft hyphen, zero-width space, word joiner, byte order mark. The joiners U+200C and U+200D are spelling."""
SPACES = "\u00a0\u2007\u202f\t"
FILE_BREAK = re.compile(r"\r\n|\r|\n")
OTHER_BREAK = re.compile("[\v\f\x85\u2028\u2029]")


def read_lines(text: str) -> list[Line]:
    """Clean the text and cut it into lines that know their number in the file."""
    # For text beyond ASCII much faster than `str.translate`.
    for character in INVISIBLE:
        text = text.replace(character, "")
    for character in SPACES:
        text = text.replace(character, " ")
    text = unicodedata.normalize("NFC", text)
    lines: list[Line] = []
    block = 0
    for number, printed in enumerate(FILE_BREAK.split(text), start=1):
        # Editors do not count these breaks, so the parts keep one number.
        for part in OTHER_BREAK.split(printed):
            if stripped := part.strip():
                lines.append(Line(number, block, stripped))
            else:
                block += 1
    return lines
