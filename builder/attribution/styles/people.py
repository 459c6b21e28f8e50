"""Lists of names, as styles write them."""

import re
from collections.abc import Callable, Sequence

from builder.attribution.names import Name
from builder.attribution.plain import one_line


def inverted(name: Name) -> str:
    """`Ensor, Ada`; `King, Martin Luther, Jr.`; a body and a person of one name as they are."""
    return one_line(name.literal or ", ".join(filter(None, [name.family, name.given, name.suffix])))


def straight(name: Name) -> str:
    """`Ada Ensor`."""
    return one_line(name.whole)


def with_initials(between: str) -> Callable[[Name], str]:
    """A writer of names as `Ensor, A. B.`, with this between the initials; of Jean-Paul they are `J.-P.`."""

    def write(name: Name) -> str:
        given = between.join(initials_of(one_line(name.given)))
        return one_line(name.literal or ", ".join(filter(None, [name.family, given, name.suffix])))

    return write


def initials_first(name: Name) -> str:
    """`M. L. King Jr.`, as within a reference."""
    given = " ".join(initials_of(one_line(name.given)))
    return one_line(name.literal or " ".join(filter(None, [given, name.family, name.suffix])))


def initials_of(given: str) -> list[str]:
    """`["J.-P.", "C."]`; what begins with no letter has none."""
    initials = []
    for name in re.sub(r"\.(?=\S)(?!-)", ". ", given).split():
        letters = [part[0].upper() for part in name.split("-") if part[:1].isalpha()]
        if letters:
            initials.append(".-".join(letters) + ".")
    return initials


def enumerate_names(names: Sequence[str], conjunction: str) -> str:
    """Names with commas, and a conjunction, which brings its own comma where it has one, before the last."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}{conjunction}{names[-1]}"
