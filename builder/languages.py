"""Which stemmer a language has."""

from collections import Counter
from collections.abc import Callable, Iterable

ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "st": "sesotho",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""The Snowball algorithm of each language, by its ISO 639-1 code."""

_FORMS = {"nb": "no", "nn": "no"}
"""Languages that are stemmed as another is."""


LEAST_SHARE = 50
"""A language with less than a fiftieth of the articles has no stemmer."""


def stemmer_of(language: str) -> str:
    """The code of the stemmer for a language (BCP 47); empty where there is none."""
    code = language.partition("-")[0].lower()
    code = _FORMS.get(code, code)
    return code if code in ALGORITHMS else ""


def choose_stemmers(languages: Iterable[str]) -> tuple[str, ...]:
    """The stemmers of an archive, by the language of each of its articles: those of two in a hundred or more.

    A browser loads each before it can search. Rarer languages are found by their words as they are written.
    """
    codes = [stemmer_of(language) for language in languages]
    counts = Counter(codes)
    return tuple(sorted(code for code, count in counts.items() if code and count * LEAST_SHARE >= len(codes)))


def make_stemmers(codes: Iterable[str]) -> dict[str, Callable[[str], str]]:
    """The stemmers of some codes."""
    import Stemmer  # noqa: PLC0415 - a build without changes in texts needs none

    return {code: Stemmer.Stemmer(ALGORITHMS[code]).stemWord for code in codes if code}
