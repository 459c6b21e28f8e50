"""The rules of builder/search/README.md over the words of documents, without files: slow, and plain to check.

Only two things are taken from the files, as they decide what a question may look at: where runs begin, for the
words that a last word may become, and which stems have so many documents that their lists are heavy.
"""

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from builder.search.documents import Document
from builder.words import cut_compound, find_compounds, fold, is_unspaced

Range = tuple[str, str]
"""The first and the last day, both within."""

FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"
MONTHS = "january february march april may june july august september october november december".split()
SIGNS = {"author": "a", "source": "s", "publication": "s", "tag": "t"}
QUOTES = '"“”„«»'
ITEM = re.compile(
    rf"(-?)(?:(author|source|publication|tag|before|after):)?(?:[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]|([^\s{QUOTES}]*))"
)
NUMBERED = re.compile(r"\b[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?\b", re.ASCII)
WRITTEN = re.compile(
    r"\b(?:([0-9]{1,2})(?:st|nd|rd|th)? +)?([a-z]{3,9})\.? +(?:([0-9]{1,2})(?:st|nd|rd|th)?,? +)?([0-9]{4})\b",
    re.ASCII,
)


class Word:
    """A word of a question: where it stands, and its joined form."""

    def __init__(self, text: str, place: int, joined: str, start: int, end: int) -> None:
        self.text, self.place, self.joined, self.start, self.end = text, place, joined, start, end


def read_words(folded: str) -> list[Word]:
    """The words of a folded text; they end where their compounds end."""
    words: list[Word] = []
    first = at = 0
    for compound in find_compounds(folded):
        start = folded.index(compound, at)
        at = start + len(compound)
        tokens = cut_compound(compound)
        own = [token for place, token in enumerate(tokens) if token.place == place]
        joined = "".join(token.text for token in tokens[len(own) :])
        words += [
            Word(token.text, first + token.place, joined, start, at if token is own[-1] else at - 1)
            for token in own
            if token.text
        ]
        first += len(own)
    return words


def read_date(text: str) -> Range | None:
    """The days of a year, month or day."""
    if found := re.fullmatch(r"([0-9]{4})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?", text):
        return _days(*found.groups())
    date = find_date(text)
    return date[0] if date and date[1:] == (0, len(text)) else None


def find_date(text: str) -> tuple[Range, int, int] | None:
    """A plain date, and where it stands."""
    for found in NUMBERED.finditer(text):
        if days := read_date(found[0]):
            return days, found.start(), found.end()
    for found in WRITTEN.finditer(text):
        before, word, after, year = found.groups()
        month = next((number for number, name in enumerate(MONTHS, 1) if name.startswith(word)), 0)
        if month and (days := _days(year, str(month), before or after)):
            return days, found.start(), found.end()
    return None


def _days(year: str, month: str | None, day: str | None) -> Range | None:
    last = [31, 29 if int(year) % 4 == 0 and (int(year) % 100 or int(year) % 400 == 0) else 28]
    last += [31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if int(year) < 1 or not 1 <= int(month or 1) <= 12 or not 1 <= int(day or 1) <= last[int(month or 1) - 1]:
        return None
    low, high = int(month or 1), int(month or 12)
    return (
        f"{year}-{low:02}-{int(day or 1):02}",
        f"{year}-{high:02}-{int(day or last[high - 1]):02}",
    )


class Oracle:
    """All that an archive answers."""

    def __init__(
        self,
        documents: Sequence[Document],
        texts: Sequence[str],
        stemmers: Mapping[str, Callable[[str], str]],
        segments: Sequence[tuple[int, str]],
        common_count: int,
        heavy: Iterable[str] = (),
    ) -> None:
        """`segments`: of each the count of documents and the keys of its runs.

        Terms of more than `common_count` documents of the first have no surroundings.
        """
        self.documents, self.stemmers, self.heavy = documents, stemmers, frozenset(heavy)
        self.segments = segments
        self.postings: dict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
        self.sequences: list[list[str]] = []
        """Of each document the stems at all places."""
        self.holders: list[Counter[str]] = [Counter() for _ in segments]
        self._read_all(texts)
        bounds = [sum(count for count, _ in segments[: number + 1]) for number in range(len(segments))]
        self.stems_in = [
            sorted(
                {key for key, found in self.postings.items() if any(low <= at < high for at in found)},
                key=_units,
            )
            for low, high in pairwise([0, *bounds])
        ]
        main = segments[0][0]
        self.common = {
            key
            for key, found in self.postings.items()
            if key[1:2] not in (":", "=") and sum(at < main for at in found) > common_count
        }

    def _read_all(self, texts: Sequence[str]) -> None:
        read = [
            self._read_document(document, text) for document, text in zip(self.documents, texts, strict=True)
        ]
        main = self.segments[0][0]
        mean = sum(length for _, _, length in read[:main]) / max(1, main)
        average = 1.1 ** round(math.log(max(1, mean)) / math.log(1.1))
        for number, (counts, fields, length) in enumerate(read):
            scale = 1.2 * (1 - 0.75 + 0.75 * length / average)
            for key, count in counts.items():
                sign = key[1:2] in (":", "=") and len(key) > 2
                impact = 3 if sign else max(1, math.floor(7 * count / (count + scale) + 0.5))
                self.postings[key][number] = (fields.get(key, 0), impact)

    def _read_document(self, document: Document, text: str) -> tuple[Counter[str], dict[str, int], int]:
        stem = self.stemmers.get(document.language, str)
        counts: Counter[str] = Counter()
        fields: dict[str, int] = {}
        tokens: set[str] = set()

        def add(words: str, weight: int, field: int) -> int:
            read = read_words(fold(words))
            forms = [(word.text, word.place) for word in read]
            forms += _joined(words)
            for token, _ in forms:
                tokens.add(token)
                key = self._stem(token, stem)
                counts[key] += weight
                if field:
                    fields[key] = min(field, fields.get(key, field))
            return _length(words)

        length = add(document.title, 3, 1)
        length += add(text, 1, 0)
        for labels, sign, field in (
            (document.people, "a", 2),
            (document.sources, "s", 3),
            (document.tags, "t", 3),
        ):
            for label in labels:
                add(label.label, 2, field)
                counts[f"{sign}={label.slug}"] = 1
                for token, _ in [
                    *((word.text, 0) for word in read_words(fold(label.label))),
                    *_joined(label.label),
                ]:
                    counts[f"{sign}:{token}"] = 1
        parts = [
            [self._stem(word.text, stem) for word in read_words(fold(each))]
            for each in (document.title, text)
        ]
        self.sequences.append(["", *parts[0], "", *parts[1], ""])
        segment = 0 if len(self.sequences) <= self.segments[0][0] else 1
        self.holders[segment].update(tokens)
        return counts, fields, length

    @staticmethod
    def _stem(token: str, stem: Callable[[str], str]) -> str:
        return stem(token) if token.isalpha() and not is_unspaced(token) else token

    def stems(self, word: str) -> list[str]:
        """By every stemmer."""
        return list(dict.fromkeys(self._stem(word, stem) for stem in self.stemmers.values()))

    # The question

    def search(self, query: str, filters: Mapping[str, Any] | None = None, sort: str = "") -> dict[str, Any]:
        """All hits in their order, each with its score; and what was used for words that are found nowhere."""
        filters = filters or {}
        allowed = set(range(len(self.documents)))
        question = self._parse(query, takes_dates=True)
        if question["date"]:
            dated = self._within(*question["date"])
            if dated:
                allowed &= dated
            else:
                question = self._parse(query, takes_dates=False)
        for low, high in question["ranges"]:
            allowed &= self._within(low, high)
        allowed = self._keep_conditions(allowed, question, filters)
        repaired: list[list[str]] = []
        words = [self._candidates(word, repaired) for word in question["words"]]
        words += [
            [(self.postings[stem], stem, 100) for stem in self.stems(word.text) if stem in self.postings]
            for phrase in question["phrases"]
            for word in phrase
        ]
        asked = [question[part] for part in ("fields", "phrases", "unwanted", "ranges", "date")]
        if not words:
            is_empty = query.strip() and not any(asked)
            hits = [] if is_empty else [(at, 0.0, 0) for at in sorted(allowed)]
        else:
            hits = [hit for hit in self._rank([word for word in words if word]) if hit[0] in allowed]
        if words and sort in ("newest", "oldest"):
            most = max((matched for _, _, matched in hits), default=0)
            hits = [(at, 0.0, matched) for at, _, matched in hits if matched == most]
        hits.sort(key=lambda hit: hit[0] if sort == "oldest" else -hit[0])
        if not sort or sort == "relevance":
            hits.sort(key=lambda hit: -hit[1])
        return {"hits": [[self.documents[at].slug, score] for at, score, _ in hits], "repaired": repaired}

    def _keep_conditions(
        self, allowed: set[int], question: Mapping[str, Any], filters: Mapping[str, Any]
    ) -> set[int]:
        start, end = read_date(filters.get("from", "")), read_date(filters.get("to", ""))
        if start or end:
            allowed &= self._within(start[0] if start else FIRST_DAY, end[1] if end else LAST_DAY)
        for facet, sign in (("source", "s"), ("tag", "t"), ("author", "a")):
            if slugs := filters.get(facet):
                allowed &= {at for slug in slugs for at in self.postings.get(f"{sign}={slug}", ())}
        for sign, words, is_wanted in question["fields"]:
            holding = set.intersection(*(set(self.postings.get(f"{sign}:{word}", ())) for word in words))
            allowed = allowed & holding if is_wanted else allowed - holding
        for phrase in question["phrases"]:
            allowed &= self._phrase(phrase)
        for phrase in question["unwanted"]:
            allowed -= self._phrase(phrase)
        return allowed

    def _parse(self, query: str, *, takes_dates: bool) -> dict[str, Any]:
        question: dict[str, Any] = {"phrases": [], "unwanted": [], "fields": [], "ranges": [], "date": None}

        def read(found: re.Match[str]) -> str:
            minus, name, quoted, bare = found.groups()
            value = bare if quoted is None else quoted
            words = read_words(value)
            if name in SIGNS:
                if words:
                    question["fields"].append((SIGNS[name], [word.text for word in words], not minus))
            elif name:
                days = read_date(value)
                if not days and words:
                    return found[0]
                if days and name == "before":
                    question["ranges"].append((FIRST_DAY, _day_before(days[0])))
                elif days:
                    question["ranges"].append((_day_after(days[1]), LAST_DAY))
            elif minus or quoted is not None:
                if words:
                    question["unwanted" if minus else "phrases"].append(words)
            else:
                return found[0]
            return "\n" * len(found[0])

        plain = ITEM.sub(read, fold(query))
        date = find_date(plain) if takes_dates else None
        if date:
            question["date"], start, end = date
            plain = plain[:start] + "\n" * (end - start) + plain[end:]
        words = read_words(plain)[:32]
        question["words"] = [
            (
                [word.text, word.joined, _pair(before, word, plain), _pair(word, after, plain)],
                word.end == len(plain),
            )
            for before, word, after in zip([None, *words], words, [*words[1:], None], strict=False)
        ]
        return question

    def _within(self, low: str, high: str) -> set[int]:
        return {
            at
            for at, document in enumerate(self.documents)
            if document.earliest and low <= document.earliest and document.latest <= high
        }

    def _phrase(self, words: Sequence[Word]) -> set[int]:
        every = {word.place: set(self.stems(word.text)) for word in words}
        known = {place: {stem for stem in stems if stem in self.postings} for place, stems in every.items()}
        placed = [place for place, stems in known.items() if not stems & self.common]
        rare = [place for place in placed if not known[place] & self.heavy] or placed
        holding = set.intersection(
            *({at for stem in known[place] for at in self.postings[stem]} for place in rare or known)
        )
        if len(words) == 1:
            return holding
        return {at for at in holding if all(self._fits(at, place, every, known[place]) for place in rare)}

    def _fits(self, at: int, place: int, every: Mapping[int, set[str]], own: set[str]) -> bool:
        """Whether the words around one of the places of a word look like those of the phrase."""
        sequence = self.sequences[at]
        return any(
            all(
                place + distance not in every
                or _mark(sequence[here + distance]) in set(map(_mark, every[place + distance]))
                for distance in (-1, 1)
            )
            for here, stem in enumerate(sequence)
            if stem in own and stem
        )

    # What a word may mean

    def _candidates(self, word: Any, repaired: list[list[str]]) -> list[Any]:
        forms, is_unfinished = word
        typed = forms[0]
        own_stems = list(dict.fromkeys(stem for form in forms if form for stem in self.stems(form)))
        found = [(self.postings[stem], stem, 100) for stem in own_stems if stem in self.postings]
        if re.fullmatch("[0-9]{4}", typed) and (of_year := self._of_year(typed)):
            found.append((dict.fromkeys(of_year, (0, 3)), "", 100))
        may_go_on = is_unfinished and (len(typed) >= 3 or is_unspaced(typed))
        if may_go_on:
            counts = self._beginning(typed)
            longer = sorted(
                counts.keys() - set(own_stems), key=lambda key: (_length_of(key), -counts[key], _units(key))
            )
            weight = 30 if found else 80
            found += [
                (self.postings[key], key, weight * _length_of(typed) // _length_of(key)) for key in longer[:8]
            ]
        if found or not (typed.isalpha() and not is_unspaced(typed)):
            return found
        known = [
            (token, count.bit_length())
            for holders, before in zip(self.holders, [Counter(), *self.holders], strict=False)
            for token, count in holders.items()
            if token not in before and len(token) >= 3 and token.isalpha() and not is_unspaced(token)
        ]
        known.sort(key=lambda pair: (-min(15, pair[1]), _units(pair[0])))
        if may_go_on and (completed := [token for token, _ in known if token.startswith(typed)][:8]):
            return self._weigh([(token, 80 * _length_of(typed) // _length_of(token)) for token in completed])
        if len(typed) < 4:
            return []
        near = [
            (edits, token)
            for token, _ in known
            if token[0] in typed[:2] and (edits := _edits(typed, token)) <= (1 if len(typed) < 7 else 2)
        ]
        near.sort(key=lambda pair: pair[0])
        if near:
            repaired.append([typed, near[0][1]])
        return self._weigh([(token, 70 if edits == 1 else 45) for edits, token in near[:3]])

    def _weigh(self, words: Iterable[tuple[str, int]]) -> list[Any]:
        weights: dict[str, int] = {}
        for word, weight in words:
            for stem in self.stems(word):
                weights[stem] = max(weight, weights.get(stem, 0))
        return [
            (self.postings[stem], stem, weight) for stem, weight in weights.items() if stem in self.postings
        ]

    def _of_year(self, year: str) -> list[int]:
        return [
            at
            for at, document in enumerate(self.documents)
            if document.earliest[:4] == year == document.latest[:4]
        ]

    def _beginning(self, typed: str) -> Counter[str]:
        """Of the runs in which the word's stems would stand: the stems that begin with it."""
        counts: Counter[str] = Counter()
        low = 0
        for (count, keys), stems in zip(self.segments, self.stems_in, strict=True):
            firsts = [_units(key) for key in keys.split(" ")]
            runs = {max(0, bisect_right(firsts, _units(stem)) - 1) for stem in self.stems(typed)}
            for key in stems:
                if key.startswith(typed) and max(0, bisect_right(firsts, _units(key)) - 1) in runs:
                    counts[key] += sum(low <= at < low + count for at in self.postings[key])
            low += count
        return counts

    # Rank

    def _rank(self, words: Sequence[Any]) -> list[tuple[int, float, int]]:
        total = len(self.documents)

        def worth_of(word: Any) -> int:
            return rarity(len(word[0][0]), total) * 100

        light = [word for word in words if word[0][1] not in self.heavy]
        counting = light or sorted(words, key=lambda word: len(word[0][0]))[:2]
        scores: dict[int, float] = defaultdict(float)
        titles: dict[int, float] = defaultdict(float)
        matched: Counter[int] = Counter()
        covered: Counter[int] = Counter()
        for word in words:
            is_counted = any(word is other for other in counting)
            best: dict[int, float] = {}
            best_title: dict[int, float] = {}
            for postings, key, weight in word:
                worth = rarity(len(postings), total) * weight
                for at, (field, impact) in postings.items():
                    if key in self.heavy and not field and (light or not is_counted):
                        continue
                    best[at] = max(best.get(at, 0), worth * impact)
                    best_title[at] = max(
                        best_title.get(at, 0), worth if field == 1 else worth / 2 if field else 0
                    )
            for at, score in best.items():
                scores[at] += score
                titles[at] += best_title[at]
                if is_counted:
                    matched[at] += 1
                    covered[at] += worth_of(word)
        full = sum(map(worth_of, words))
        counted = sum(map(worth_of, counting))
        strictness = min(1.0, 4 / len(counting)) if counting else 1.0
        ranked = []
        for at in sorted(scores):
            if matched[at]:
                title, share = float(titles[at]), covered[at] / counted
                bonus = (12 * title * title * title) / (full * full)
                score = (scores[at] + bonus) * (1 - strictness + strictness * share * share * share)
                ranked.append((at, score, matched[at]))
        return ranked


def rarity(count: int, total: int) -> int:
    """How rare a term is, in 1,024ths."""
    return math.floor(1024 * math.log(1 + (total - count + 0.5) / (count + 0.5)) + 0.5)


def _mark(stem: str) -> int:
    """FNV-1a, folded to four bits; nothing has none."""
    mark = 0x811C9DC5
    for byte in stem.encode():
        mark = (mark ^ byte) * 0x01000193 & 0xFFFFFFFF
    return (mark ^ mark >> 16) & 15 if stem else 0


def _units(text: str) -> bytes:
    return text.encode("utf-16-be", "surrogatepass")


def _length_of(text: str) -> int:
    return len(_units(text)) // 2


def _length(text: str) -> int:
    """The places of a text."""
    return sum(
        sum(token.place == place for place, token in enumerate(cut_compound(compound)))
        for compound in find_compounds(fold(text))
    )


def _joined(text: str) -> list[tuple[str, int]]:
    """What stands joined in a text, at its places."""
    found, first = [], 0
    for compound in find_compounds(fold(text)):
        tokens = cut_compound(compound)
        own = [token for place, token in enumerate(tokens) if token.place == place]
        found += [(token.text, first) for token in tokens[len(own) :]]
        first += len(own)
    return found


def _pair(one: Word | None, other: Word | None, text: str) -> str:
    if not one or not other or "\n" in text[one.start : other.end]:
        return ""
    return one.text + other.text if _is_short(one.text) or _is_short(other.text) else ""


def _is_short(text: str) -> bool:
    return bool(re.fullmatch("[0-9]{1,2}", text)) or (len(text) == 1 and text.isalpha() and text not in "ai")


def _day_before(day: str) -> str:
    return (
        f"{day[:8]}{int(day[8:]) - 1:02}"  # 1916-03-00 lies between 1916-02-29 and 1916-03-01, as texts too
    )


def _day_after(day: str) -> str:
    return f"{day[:8]}{int(day[8:]) + 1:02}"


def _edits(one: str, other: str) -> int:
    """Optimal string alignment."""
    table = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    if abs(len(one) - len(other)) > 2:
        return 99
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            table[i, j] = min(
                table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (one[i - 1] != other[j - 1])
            )
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(one), len(other)]
