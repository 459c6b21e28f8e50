"""The authors of a credit, their names parted from what else is said of them."""

import re

import msgspec


class Name(msgspec.Struct, frozen=True):
    """One author as the byline names them."""

    text: str
    literal: bool = False
    """True for organisations, agencies and staff: they have no family name."""


SEPARATOR = re.compile(r"\s*[,;|·•—]\s*|\s+(?:[-–]{1,2}|//?)\s+|\s+(?=(?i:special\s+(?:to|for))\s)")
"""Between the fields of a credit, and between the names in a field."""
NAME_BREAK = re.compile(
    rf"\s*,\s*(?i:and|&|with)\s+|{SEPARATOR.pattern}|\s+(?i:and(?!\s+others\b)|&|with)\s+"
)
BRACKETED = re.compile(r"(?P<before>.*?)\s*\((?P<inside>[^()]+)\)?")
ASIDE = re.compile(r"(?P<name>.+?)\s+(?P<role>(?:in|for|at)\s+(?=[^\W\d_])(?P<place>.+)|et al\.?|and others)")
PAIR = re.compile(r"\s+(?:and|&)\s+")

AGENCY = (
    r"(?:the\s+)?(?:associated press|ap|reuters|afp|agence france-presse|upi|united press international"
    r"|bloomberg(?: news)?|cnn|bbc(?: news)?|press association|pa media|dpa|efe|ansa|tass|xinhua)"
)
WIRE = re.compile(AGENCY, re.IGNORECASE)
STAFF = re.compile(
    r"(?:the\s+)?(?:(?:(?!\band\b)[^,;&]){1,40}\s)?(?:staff|editors|editorial board|wire (?:reports|services)"
    r"|news services|agencies|anonymous|unsigned)"
    r"(?:,? (?:and|&) (?:agencies|wires|wire (?:reports|services)|news services))?",
    re.IGNORECASE,
)
ORGANISATION = re.compile(
    r"\b(?:institute|university|department|ministry|council|committee|commission|association|foundation"
    r"|cent(?:er|re)|agency|society|union|network|coalition|federation|watch|initiative|team|office"
    r"|working group)\b",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"(?:^|\s+)(?P<role>(?:(?:staff|senior|chief|foreign|political|business|national|international|science|health"
    r"|education|economics?|special|contributing|diplomatic|defen[cs]e|environment|managing|assistant|deputy"
    rf"|associate|guest|opinion|sports|city|metro|religion|security|legal|crime|{AGENCY})\s+){{0,4}}"
    r"(?:writer|reporter|correspondent|columnist|editor|contributor|critic|analyst|photographer"
    r"|bureau chief)s?(?:[ -]in[ -]chief)?(?:\s+(?:of|at|for|with)\s.+)?)$",
    re.IGNORECASE,
)
EMPLOYER = re.compile(
    rf"special\s+(?:to|for)\s+(?P<paper>.+)|(?P<wire>{AGENCY})\s+(?:staff\s+)?(?:writer|reporter|correspondent)s?",
    re.IGNORECASE,
)
"""A field that is the author's role and names the publication too."""
SUFFIX = re.compile(
    r"(?:Jr|Sr|II|III|IV|M\.?D|Ph\.?D|Esq|S\.?J|J\.?D|LL\.?D|D\.?D|D\.?Phil|R\.?N|M\.?P|Q\.?C|K\.?C|O\.?B\.?E|USN"
    r"|Ret)\.?",
    re.IGNORECASE,
)
PARTICLE = re.compile(
    r"af|al|av|ben|bin|bint|da|das|de|del|den|der|di|do|dos|du|e|el|het|ibn|la|le|les|ten|ter|van|von|y|zum?|['’]t",
    re.IGNORECASE,
)


def read_names(text: str) -> tuple[tuple[Name, ...], str]:
    """Part a list of authors into their names and what else is said of them."""
    whole = text.strip(" ,;")
    if not re.search("[,;]", whole) and (is_literal(PAIR.split(whole)[0]) or STAFF.fullmatch(whole)):
        # "Department of Health and Human Services", "Guardian staff and agencies"
        return (Name(whole, literal=True),), ""
    names: list[str] = []
    roles: list[str] = []
    for part in NAME_BREAK.split(text):
        name, role = split_role(part.strip(" ,"))
        if names and SUFFIX.fullmatch(name):
            names[-1] += f", {name}"
        elif name:
            names.append(name)
        if role:
            roles.append(role)
    return tuple(Name(name, literal=is_literal(name)) for name in names), "; ".join(dict.fromkeys(roles))


def split_role(part: str) -> tuple[str, str]:
    """Part "Ada Byron in Berlin", "Ada Byron et al.", "Ada Byron (AP)", "Staff Writer" into name and role."""
    if EMPLOYER.fullmatch(part):
        return "", part
    if bracketed := BRACKETED.fullmatch(part):
        return bracketed["before"], bracketed["inside"]
    if duty := ROLE.search(part):
        name = part[: duty.start()]
        # A single word before a role belongs to it: "Berlin bureau chief".
        return (name, duty["role"]) if " " in name else ("", part)
    aside = ASIDE.fullmatch(part)
    if aside and not (aside["place"] and aside["place"][0].islower()):
        return aside["name"], aside["role"]
    return part, ""


def is_wire(text: str) -> bool:
    """True for a news agency, which is author and publication in one."""
    return bool(WIRE.fullmatch(text))


def is_literal(name: str) -> bool:
    """True for an author who is no person."""
    return is_wire(name) or bool(STAFF.fullmatch(name) or ORGANISATION.search(name))


def is_role(text: str) -> bool:
    """True for what is all role."""
    return split_role(text)[0] == ""


def is_doubtful(name: Name, *, alone: bool) -> bool:
    """True for a name that is too long, or one word among others: perhaps a place or half a name."""
    words = len(name.text.replace(",", " ").split())
    return not name.literal and (words > 5 or (words == 1 and not alone))


def is_name_like(text: str) -> bool:
    """True where every word is written as in a person's name."""
    words = text.replace(",", " ").split()
    return 0 < len(words) <= 7 and all(PARTICLE.fullmatch(word) or is_name_word(word) for word in words)


def is_name_word(word: str) -> bool:
    """True for "Byron", "J.-P.", "d’Arcy" and "O’Neil"; false for "water", "1916", "Berlin." and "What?"."""
    if any(mark in ":?!" or mark.isdigit() for mark in word) or (word.endswith(".") and len(word) > 5):
        return False
    return (word[0].isalpha() and not word[0].islower()) or word[1:2] in ("’", "'")
