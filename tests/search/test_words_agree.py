"""Python and JavaScript cut text into the same words."""

import random
import unicodedata

from archives import ask_node

from builder.words import cut_compound, find_compounds, fold

USUAL = "abcdefghijxyz0123456789''’-.&,+# _  éüßæœøđðłıþςΣσﬁ½²™йЙ“”\u00ad\u200b\u200d\u2011\u2212\u0301\ufe0f"
KNOWN = (
    "AT&T’s O'Brien's rock'n'roll aujourd'hui l'école d'abord qu'il presqu'île U.S. u.s.a 1.2.3 12,500 1,2345 c++ "
    "C# f-16 state-of-the-art a-b-c-d-e x_y café Zu\u0308rich İstanbul "
    "東京都庁 한국어 ไทย हिन्दी שָׁלוֹם العَرَبِيَّة ❤️ e\u200d\u0301"
)


def words_of(text: str) -> list[list[object]]:
    """Each word, its place, and what its compound is joined."""
    words: list[list[object]] = []
    first = 0
    for compound in find_compounds(fold(text)):
        tokens = cut_compound(compound)
        own = [token for place, token in enumerate(tokens) if token.place == place]
        joined = "".join(token.text for token in tokens[len(own) :])
        words += [[token.text, first + token.place, joined] for token in own if token.text]
        first += len(own)
    return words


def test_words_agree_on_all_scripts() -> None:
    """On real oddities, and on random texts of all characters that both know."""
    rng = random.Random(20)
    # Of a letter with two marks of different scripts the two make different things; nobody writes it.
    left_out = ("Cn", "Cs", "Co", "Mn", "Mc", "Me")
    pool = [chr(code) for code in range(0x20, 0x2FFFF) if unicodedata.category(chr(code)) not in left_out]
    texts = [*KNOWN.split(), KNOWN]
    for _ in range(4_000):
        size = rng.randrange(1, 60)
        texts.append(
            "".join(rng.choice(pool) if rng.random() < 0.1 else rng.choice(USUAL) for _ in range(size))
        )

    cut = ask_node({"texts": texts})

    assert [words_of(text) for text in texts] == [each["words"] for each in cut]
    assert [each["folded"] for each in cut] == [each["piecewise"] for each in cut]
