"""Generate an archive of any size: the same articles for the same numbers, on every machine.

Usage: python bench/generate.py FOLDER [--articles 10000] [--bytes 5000] [--tags 4]
"""

import argparse
import datetime
import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

SYLLABLES = "ba ce di fo gu la me ni ro su ta ve wi ko pra stel mon der hin".split()
PUBLICATIONS = 120
AUTHORS = 1_500
TAGS = 400
FIRST_DAY = datetime.date(1894, 1, 1)
LAST_DAY = datetime.date(2024, 12, 31)

SITE = """\
[site]
title = "A generated archive"
description = "Articles that were never written."
base_url = "https://example.org/"
"""


class Vocabulary:
    """Words and names made of syllables; common words come up as often as in prose."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.words = sorted({self._make_word() for _ in range(9_000)})
        rng.shuffle(self.words)
        weights = (1 / (rank + 2) for rank in range(len(self.words)))
        self.cumulative = list(accumulate(weights))
        self.publications = [
            f"The {self._name()} {rng.choice(('Herald', 'Times', 'Review'))}" for _ in range(PUBLICATIONS)
        ]
        self.authors = [f"{self._name()} {self._name()}" for _ in range(AUTHORS)]
        self.tags = [self.words[rank * 7 + 50] for rank in range(TAGS)]

    def _make_word(self) -> str:
        return "".join(self.rng.choices(SYLLABLES, k=self.rng.choice((1, 2, 2, 2, 3, 3, 4))))

    def _name(self) -> str:
        return self.rng.choice(self.words).capitalize()

    def sentence(self) -> str:
        """Eight to twenty-two words and a full stop; now and then emphasis, a link or a name."""
        words = self.rng.choices(self.words, cum_weights=self.cumulative, k=self.rng.randint(8, 22))
        words[0] = words[0].capitalize()
        place = self.rng.randrange(1, len(words))
        luck = self.rng.random()
        if luck < 0.05:
            words[place] = f"*{words[place]}*"
        elif luck < 0.08:
            words[place] = f"[{words[place]}](https://example.org/{words[place]})"
        elif luck < 0.2:
            words[place] = self.rng.choice(self.authors)
        return " ".join(words) + "."


def write_archive(folder: Path, articles: int, size: int, tags: int, seed: int = 1916) -> None:
    """Write site.toml and the content files of an archive into an empty or new folder."""
    rng = random.Random(seed)
    vocabulary = Vocabulary(rng)
    target = folder / "content" / "articles"
    target.mkdir(parents=True, exist_ok=True)
    (folder / "site.toml").write_text(SITE)
    for number in range(articles):
        shelf = target / f"{number // 1000:03}"
        shelf.mkdir(exist_ok=True)
        (shelf / f"article-{number:06}.md").write_text(make_article(vocabulary, size, tags))


def make_article(vocabulary: Vocabulary, size: int, tags: int) -> str:
    """The text of one content file: front matter, and about `size` bytes of Markdown."""
    rng = vocabulary.rng
    day = FIRST_DAY + datetime.timedelta(days=rng.randrange((LAST_DAY - FIRST_DAY).days))
    published = rng.choices(
        (day.isoformat(), day.isoformat()[:7], str(day.year), f"{day.year}~"), (90, 5, 3, 2)
    )[0]
    posted = datetime.date(2025, 1, 1) + datetime.timedelta(days=rng.randrange(600))
    head = [
        "---",
        f'title: "{vocabulary.sentence()[:70].strip(" .*[]()").replace(chr(34), "")}"',
        f'authors: ["{rng.choice(vocabulary.authors)}"]',
        f'publication: "{rng.choice(vocabulary.publications)}"',
        f"published: {published}",
        f"posted: {posted.isoformat()}",
        f"original_url: https://example.org/{day.isoformat()}/{rng.randrange(10**6)}",
        "kind: newspaper",
        f"page: A{rng.randint(1, 24)}",
        f"tags: [{', '.join(rng.sample(vocabulary.tags, tags))}]",
        "---",
        "",
    ]
    return "\n".join(head) + "\n".join(make_body(vocabulary, size))


def make_body(vocabulary: Vocabulary, size: int) -> Iterator[str]:
    """Paragraphs, and now and then a heading, a list or a quotation."""
    rng = vocabulary.rng
    written = 0
    while written < size:
        paragraph = " ".join(vocabulary.sentence() for _ in range(rng.randint(2, 6)))
        luck = rng.random()
        if luck < 0.08:
            yield f"## {vocabulary.sentence()[:40].strip(' .*[]()')}\n"
        elif luck < 0.14:
            paragraph = "\n".join(f"- {vocabulary.sentence()}" for _ in range(4))
        elif luck < 0.2:
            paragraph = f"> {paragraph}"
        yield f"{paragraph}\n"
        written += len(paragraph)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--bytes", type=int, default=5_000, dest="size")
    parser.add_argument("--tags", type=int, default=4)
    options = parser.parse_args()
    write_archive(options.folder, options.articles, options.size, options.tags)


if __name__ == "__main__":
    main()
