"""Rights statements and licences by their URIs: what they are called, and what a reader may do.

Sources: https://rightsstatements.org/page/1.0/ · https://creativecommons.org/licenses/ · https://spdx.org/licenses/
"""

import re
from typing import NamedTuple


class RightsWords(NamedTuple):
    """A statement in words."""

    name: str
    sentence: str
    """What a reader may do."""


_STATEMENTS = {
    "InC": ("In Copyright", "You may read it here; to reuse it, ask who holds the rights."),
    "InC-OW-EU": (
        "In Copyright – EU Orphan Work",
        "Its rights holders could not be found; to reuse it, you need their permission or an exception in law.",
    ),
    "InC-EDU": (
        "In Copyright – Educational Use Permitted",
        "You may use it for education; for anything else, ask who holds the rights.",
    ),
    "InC-NC": (
        "In Copyright – Non-Commercial Use Permitted",
        "You may use it where no money is made; for anything else, ask who holds the rights.",
    ),
    "InC-RUU": (
        "In Copyright – Rights-holder(s) Unlocatable or Unidentifiable",
        "Its rights holders could not be found; to reuse it, you need their permission or an exception in law.",
    ),
    "NoC-CR": (
        "No Copyright – Contractual Restrictions",
        "It is free of copyright, but a contract limits how you may use it.",
    ),
    "NoC-NC": (
        "No Copyright – Non-Commercial Use Only",
        "It is free of copyright, but you may use it only where no money is made.",
    ),
    "NoC-OKLR": (
        "No Copyright – Other Known Legal Restrictions",
        "It is free of copyright, but another law limits how you may use it.",
    ),
    "NoC-US": (
        "No Copyright – United States",
        "In the United States you may use it freely; elsewhere it may be in copyright.",
    ),
    "CNE": ("Copyright Not Evaluated", "Nobody has looked into its copyright; find out before you reuse it."),
    "UND": (
        "Copyright Undetermined",
        "Whether it is in copyright could not be found out; take care when you reuse it.",
    ),
    "NKC": (
        "No Known Copyright",
        "It is believed to be free of copyright, but that is not certain; take care when you reuse it.",
    ),
}

_LICENCES = {
    "by": ("Attribution", "You may share and adapt it if you name the author."),
    "by-sa": (
        "Attribution-ShareAlike",
        "You may share and adapt it if you name the author and license your version in the same way.",
    ),
    "by-nd": ("Attribution-NoDerivatives", "You may share it unchanged if you name the author."),
    "by-nc": (
        "Attribution-NonCommercial",
        "You may share and adapt it, where no money is made, if you name the author.",
    ),
    "by-nc-sa": (
        "Attribution-NonCommercial-ShareAlike",
        "You may share and adapt it, where no money is made, if you name the author and license yours alike.",
    ),
    "by-nc-nd": (
        "Attribution-NonCommercial-NoDerivatives",
        "You may share it unchanged, where no money is made, if you name the author.",
    ),
}

_FREELY = "You may use it for anything, without asking."
_FREE_IF_KEPT = "You may use, change and share it if you keep its copyright notice."
_FREE_IF_SAME = "You may use, change and share it if you license your version in the same way."

_SPDX = {
    "0BSD": ("BSD Zero Clause License", _FREELY),
    "Apache-2.0": ("Apache License 2.0", _FREE_IF_KEPT),
    "BSD-2-Clause": ('BSD 2-Clause "Simplified" License', _FREE_IF_KEPT),
    "BSD-3-Clause": ('BSD 3-Clause "New" or "Revised" License', _FREE_IF_KEPT),
    "CC0-1.0": ("Creative Commons CC0 1.0", _FREELY),
    "GFDL-1.3-or-later": ("GNU Free Documentation License v1.3 or later", _FREE_IF_SAME),
    "GPL-3.0-or-later": ("GNU General Public License v3.0 or later", _FREE_IF_SAME),
    "ISC": ("ISC License", _FREE_IF_KEPT),
    "MIT": ("MIT License", _FREE_IF_KEPT),
    "Unlicense": ("The Unlicense", _FREELY),
}

_statement = re.compile(
    r"https?://rightsstatements\.org/(?:vocab|page)/([A-Za-z-]+)/1\.0/?(?:\?.*)?"
).fullmatch
_licence = re.compile(
    r"https?://creativecommons\.org/licenses/([a-z-]+)/([1-4]\.[05])(?:/[a-z-]+)?"
    r"(?:/(?:deed|legalcode)[.a-zA-Z_-]*)?/?"
).fullmatch
_public = re.compile(
    r"https?://creativecommons\.org/publicdomain/(zero|mark)/1\.0(?:/(?:deed|legalcode)[.a-zA-Z_-]*)?/?"
).fullmatch
_spdx = re.compile(r"https?://spdx\.org/licenses/([A-Za-z0-9.-]+?)(?:\.html|\.json)?/?").fullmatch
_spdx_licence = re.compile(r"CC-(BY(?:-[A-Z]{2})*)-([1-4]\.[05])").fullmatch


def explain_rights(uri: str) -> RightsWords | None:
    """The name of a rights statement, and what a reader may do; None of a URI that is not known."""
    if found := _statement(uri):
        return _words(_STATEMENTS.get(found[1]))
    if found := _licence(uri):
        return _creative_commons(found[1], found[2])
    if found := _public(uri):
        name = "Creative Commons CC0 1.0" if found[1] == "zero" else "Public Domain Mark 1.0"
        return RightsWords(name, _FREELY)
    if found := _spdx(uri):
        licence = _spdx_licence(found[1])
        return _creative_commons(licence[1].lower(), licence[2]) if licence else _words(_SPDX.get(found[1]))
    return None


def _words(known: tuple[str, str] | None) -> RightsWords | None:
    return RightsWords(*known) if known else None


def _creative_commons(code: str, version: str) -> RightsWords | None:
    if code not in _LICENCES:
        return None
    name, sentence = _LICENCES[code]
    return RightsWords(f"Creative Commons {name} {version}", sentence)
