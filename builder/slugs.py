"""Labels become slugs: the URL-safe names of articles and terms."""

import hashlib
import re
import unicodedata
from functools import lru_cache

LONGEST_SLUG = 150
"""UTF-8 bytes; file systems allow 255 for a name, and a page number or a suffix must still fit."""

SYMBOLS = {"+": " plus ", "#": " sharp ", "&": " and ", "@": " at ", "%": " percent "}
"""Signs that tell names apart: without them C, C++ and C# would be one term."""

JOINERS = str.maketrans("", "", "'’‘ʼ\u200c\u200d\u00ad")
"""Apostrophes and invisible joiners stand inside words: O'Brien is `obrien`, not `o-brien`."""

WINDOWS_DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9¹²³]|con(in|out)\$")
"""Names that no file may have on Windows, whatever follows a dot."""

_SIGN_RUN = re.compile(r"(?<=\w)[+#]+|[&@%]")
_SEPARATORS = re.compile("-+")


@lru_cache(maxsize=1 << 16)
def slugify(label: str) -> str:
    """The slug of a label: case-folded, NFC, words joined by `-`; letters of every script are kept.

    `/` is not kept: callers that nest terms slugify each segment.
    Returns an empty string where a label has neither letter nor digit; that is a problem for the caller to
    locate.

    >>> [slugify(label) for label in ("C", "C++", "C#", "Straße", "STRASSE", "AT&T", "東京")]
    ['c', 'c-plus-plus', 'c-sharp', 'strasse', 'strasse', 'at-and-t', '東京']
    """
    folded = unicodedata.normalize("NFKC", label).casefold().translate(JOINERS)
    spelled = _SIGN_RUN.sub(lambda run: "".join(SYMBOLS[sign] for sign in run[0]), folded)
    slug = _SEPARATORS.sub("-", "".join(map(_keep, unicodedata.normalize("NFC", spelled)))).strip("-")
    if not any(map(str.isalnum, slug)):
        return ""
    if len(slug.encode()) > LONGEST_SLUG:
        slug = _shorten(slug)
    return f"{slug}-" if WINDOWS_DEVICES.fullmatch(slug) else slug


def is_slug(text: str) -> bool:
    """Whether a text can be a slug as it is: letters, digits, the marks on them, and `-`, `_`, `~`, `.` inside."""
    return bool(text) and text[0] != "." and all(sign in "_~." or _keep(sign) == sign for sign in text)


def _keep(character: str) -> str:
    """Letters, digits and the marks on them; anything else parts two words.

    Marks count because Indic vowel signs are marks: without them two words of Hindi would be one slug.
    """
    return character if character.isalnum() or unicodedata.category(character)[0] == "M" else "-"


def _shorten(slug: str) -> str:
    """Cut at a character, and a digest of the whole keeps two long labels apart."""
    suffix = hashlib.blake2b(slug.encode(), digest_size=4).hexdigest()
    head = slug.encode()[: LONGEST_SLUG - len(suffix) - 1].decode(errors="ignore")
    return f"{head.rstrip('-')}-{suffix}"
