"""A name in its parts, as bibliographies file it: family, given, suffix; or whole, as a body's."""

import re

import msgspec

from builder.model import Author


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """Who is credited. A person has a family name, a body only `literal`."""

    literal: str = ""
    """The whole name of a body; empty of a person."""
    family: str = ""
    """With its particles: `van der Berg`. Of a person with one name that name."""
    given: str = ""
    suffix: str = ""
    """`Jr.`, `III`."""

    @property
    def whole(self) -> str:
        """In the order in which it is said: `Jan van der Berg`, `Martin Luther King Jr.`."""
        return self.literal or " ".join(filter(None, [self.given, self.family, self.suffix]))


_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV|V(?=$)", re.IGNORECASE)
_DEGREE = re.compile(
    r"M\.?D|Ph\.?D|Esq|S\.?J|J\.?D|LL\.?D|D\.?D|D\.?Phil|R\.?N|M\.?P|Q\.?C|K\.?C|O\.?B\.?E|USN|Ret",
    re.IGNORECASE,
)
_SMALL_PARTICLE = re.compile(
    r"a[fl]|av|bin|bint|d[aeiou]|das|dal|del|della|den|der|dos|du|el|ibn|l[ae]|les|ten|ter|van|von|vom|zu[mr]?|y|['’]t"
)
_CAPITAL_PARTICLE = re.compile(r"D[aeiu]|Das|Dal|De[lnr]|Della|Dos|L[ae]|Les|St\.?|Te[nr]|V[ao]n|Vom|Zu[mr]?")
"""As in Le Guin and Van Buren; after a given name, for Van may be one."""


def split_name(author: Author) -> Name:
    """The parts of an author's name: as the curator gave them, else by how names in Latin letters are built.

    Degrees are left out, as styles want it. A family name of two words that no particle binds (García Márquez)
    must be told apart by the curator.
    """
    if author.literal:
        return Name(literal=author.name)
    words, suffix = _without_suffix(author.name)
    if author.family:
        return Name(family=author.family, given=author.given, suffix=suffix)
    family, comma, given = words.partition(",")
    if comma and given.strip():
        return Name(family=family.strip(), given=given.strip(), suffix=suffix)
    parts = family.split()
    first = _family_begins(parts)
    return Name(family=" ".join(parts[first:]), given=" ".join(parts[:first]), suffix=suffix)


def _without_suffix(name: str) -> tuple[str, str]:
    """A name without what follows it: `Ada Byron, Jr., M.D.` is `Ada Byron` and `Jr.`."""
    suffix = ""
    while True:
        head, _, tail = name.rstrip(" ,").rpartition(" ")
        last = tail.strip(" ,")
        if not head.strip(" ,") or not (_SUFFIX.fullmatch(last) or _DEGREE.fullmatch(last.rstrip("."))):
            return name.strip(" ,"), suffix
        if _SUFFIX.fullmatch(last):
            suffix = last
        name = head


def _family_begins(parts: list[str]) -> int:
    """The place of the first word of the family name."""
    first = max(0, len(parts) - 1)
    while first > 0 and _SMALL_PARTICLE.fullmatch(parts[first - 1]):
        first -= 1
    while first > 1 and _CAPITAL_PARTICLE.fullmatch(parts[first - 1]):
        first -= 1
    return first
