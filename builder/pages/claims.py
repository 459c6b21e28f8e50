"""One output, one owner: two pages that want one file are a problem that names both."""

from collections.abc import Iterable, Iterator

from builder.errors import Location, Problem
from builder.routes import claim_of

Claim = tuple[str, Location]
"""A route, and who wants it."""


def find_collisions(claims: Iterable[Claim]) -> Iterator[Problem]:
    """A problem for each route that is claimed twice, also where only case or normal form differ.

    It also finds a page that needs a folder where another page is a file.
    """
    owners: dict[str, Claim] = {}
    for route, origin in claims:
        file = claim_of(route)
        if file in owners:
            yield _collision(*owners[file], route, origin)
        else:
            owners[file] = (route, origin)
    for file, (route, origin) in owners.items():
        for folder in _folders(file):
            if folder in owners:
                yield _collision(*owners[folder], route, origin)


def _folders(file: str) -> Iterator[str]:
    while "/" in file:
        file = file.rpartition("/")[0]
        yield file


def _collision(first_route: str, first: Location, route: str, origin: Location) -> Problem:
    one = f"/{route}" if route == first_route else f"/{first_route} (and /{route}, which is the same file)"
    message = f"the route {one} is claimed by {first} and by {origin}"
    where = max((place for place in (first, origin) if place.line), default=origin)
    return Problem(where, message, "give one of them another `slug`, or take the alias out")
