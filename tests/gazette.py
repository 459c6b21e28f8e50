"""A small archive of pieces that nobody wrote: what is found in it can be told from how it was made."""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from archive import Archive
from host import Host

from builder.search import runs

COUNT = 96
LEXICON = 1400
FILLING = 90
HEAVY_BITS = 150
POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')

SUBJECTS = ("lighthouse", "canal", "railway", "theatre", "harvest", "comet", "strike", "election")
TAGS = ("Sea", "Water", "Travel/Rail", "Stage", "Land", "Sky", "Labour/Strikes", "Politics")
PLACES = ("Orsund", "Tavelmoor", "Brackwater", "Lindholm", "Quillan", "Havenby")
PUBLICATIONS = ("The Brackwater Herald", "Lindholm Weekly", "Zürcher Bote", "Вестник Орсунда")
AUTHORS = ("Ada Ensor", "Tomás Ferrán", "Žofie Malá", "Ingrid Øst", "محمد الراوي")
TEXTS = {
    "en": (
        "The {subject} at {place}",
        "Nothing in the chronicle tells who first saw the {subject} near {place}.",
    ),
    "de": (
        "Die Brücke von {place}",
        "In der Chronik steht, wer die große Brücke bei {place} gebaut hat. Chronicle.",
    ),
    "fr": ("L’été à {place}", "La chronique raconte l’été des pêcheurs de {place}. Chronicle."),
    "ru": ("Зима в {place}", "Летопись говорит о зиме и о льде у {place}. Chronicle."),
    "ar": ("إضراب في {place}", "تقول الصحيفة إن الإضراب بدأ في {place}. Chronicle."),
    "ja": ("{place}の灯台", "新聞によると、{place}の灯台は古い。Chronicle."),
}
LANGUAGES = ("en", "en", "en", "de", "en", "fr", "en", "ru", "en", "en", "ar", "en", "en", "ja", "en", "en")


class Piece(NamedTuple):
    """An article, and what is told of it."""

    slug: str
    title: str
    language: str
    subject: str
    """A word of English pieces alone: of title and body."""
    place: str
    year: int
    """0 of undated ones."""
    publication: str
    author: str
    tag: str
    own: str
    """A word that no other piece has."""


class Gazette(NamedTuple):
    """The archive with what stands in it."""

    site: Archive
    pieces: tuple[Piece, ...]
    """Oldest first, as documents are numbered."""

    def about(self, subject: str) -> list[Piece]:
        """The pieces with a subject."""
        return [piece for piece in self.pieces if piece.subject == subject]


def write_gazette(folder: Path) -> Gazette:
    """Write the archive into a folder, always the same."""
    site = Archive(folder)
    site.write("site.toml", '[site]\ntitle = "Gazette"\n[build]\nurls = "explicit"\n')
    rng = random.Random(1926)
    words = _invent_words(rng)
    own, common = words[:COUNT], words[COUNT:]
    pieces = [_make_piece(number, own[number]) for number in range(COUNT)]
    for piece in pieces:
        sentence = TEXTS[piece.language][1].format(subject=piece.subject, place=piece.place)
        filling = " ".join(rng.choices(common, k=FILLING))
        site.article(
            piece.slug,
            f"{sentence} They called it {piece.own}.\n\n{filling}.\n",
            title=piece.title,
            lang=piece.language,
            publication=piece.publication,
            authors=[piece.author],
            tags=[piece.tag],
            **({"published": f"{piece.year}-03-17"} if piece.year else {}),
        )
    return Gazette(site, tuple(sorted(pieces, key=lambda piece: (piece.year, piece.slug))))


@pytest.fixture(scope="session")
def gazette(tmp_path_factory: pytest.TempPathFactory) -> Gazette:
    """The archive, built. Lists are called heavy sooner than in an archive of some size, so that there are such."""
    written = write_gazette(tmp_path_factory.mktemp("gazette") / "site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "HEAVY_BITS", HEAVY_BITS)
        written.site.build()
    return written


@pytest.fixture(scope="session")
def gazette_host(gazette: Gazette) -> Iterator[Host]:
    """The archive over http, under the policy of its own pages."""
    host = Host(gazette.site.public, read_policy(gazette.site.public))
    yield host
    host.stop()


def read_policy(public: Path) -> str:
    """What the pages of a site allow themselves."""
    policy = POLICY.search((public / "search" / "index.html").read_text(encoding="utf-8"))
    assert policy
    return policy[1]


def _invent_words(rng: random.Random) -> list[str]:
    """Words of no language, none of which begins another."""
    words: dict[str, None] = {}
    while len(words) < COUNT + LEXICON:
        word = "".join(rng.choice("bdfglmnprtvz") + rng.choice("aeiou") for _ in range(rng.randrange(2, 4)))
        words[word + rng.choice("xkq") + rng.choice("aeiou") + "x"] = None
    return list(words)


def _make_piece(number: int, own: str) -> Piece:
    language = LANGUAGES[number % len(LANGUAGES)]
    place = PLACES[number // 3 % len(PLACES)]
    subject = SUBJECTS[number % len(SUBJECTS)]
    return Piece(
        slug=f"piece-{number:02}",
        title=TEXTS[language][0].format(subject=subject, place=place),
        language=language,
        subject=subject if language == "en" else "",
        place=place,
        year=1900 + number // 2 if number % 24 else 0,
        publication=PUBLICATIONS[number % len(PUBLICATIONS)],
        author=AUTHORS[number % len(AUTHORS)],
        tag=TAGS[number % len(TAGS)],
        own=own,
    )
