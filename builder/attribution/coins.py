"""COinS: what a listing tells reference managers of each article, so that they offer the list.

Source: Z39.88-2004, key/encoded-value format `dc`, as Zotero's COinS reader takes it.
"""

from urllib.parse import quote_plus

from builder.attribution.head import certain_date
from builder.attribution.kinds import TYPES
from builder.attribution.original import Original

_FORMAT = "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc"


def write_coins(original: Original) -> str:
    """The `title` of a `<span class="Z3988">`, not yet escaped for HTML."""
    pairs = [
        ("rft.type", TYPES[original.kind].zotero),
        ("rft.title", original.title),
        ("rft.source", original.publication),
        *[("rft.au", name.whole) for name in original.authors],
        ("rft.date", certain_date(original.date)),
        ("rft.language", original.language),
        *[("rft.subject", tag) for tag in original.tags],
        ("rft_id", original.permalink or original.url),
    ]
    return "&".join([_FORMAT, *[f"{key}={quote_plus(value)}" for key, value in pairs if value]])
